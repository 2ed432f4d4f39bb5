# Which Debian 12 packages building, running and testing need, and how to install what is missing. Sourced by ./run and ./test.

build_packages=(
  build-essential cmake ninja-build pkg-config gettext
  libimgui-dev libstb-dev libfreetype-dev libglfw3-dev libgl1-mesa-dev libeigen3-dev python3-glad nlohmann-json3-dev
  libcli11-dev libfmt-dev zlib1g-dev libfontconfig-dev libmuparser-dev libwebp-dev libxcb1-dev
)
run_packages=(libgl1-mesa-dri fonts-inter fonts-nanum)
test_packages=(libgtest-dev xvfb xdotool xclip python3 python3-numpy libopenmpi-dev openmpi-bin)
clang_packages=(clang)
fuzz_packages=(clang llvm libclang-rt-14-dev)
peer_packages=(python3-torch libopenblas0-openmp) # what the engine's numbers are held against: large, so only on demand

# install_packages NAME …: nothing but a look where all are there.
install_packages() {
  local missing=() name
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! command -v apt-get >/dev/null; then
    echo "These packages are missing, and there is no apt-get to install them: ${missing[*]}" >&2
    return 1
  fi
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Please install, as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
}
