#include "shell/assets.h"

#include <cstdlib>

#include "saddle/error.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

fs::path program_directory() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

}  // namespace

fs::path assets_directory() {
  if (const char* named = std::getenv("SADDLE_ASSETS")) {
    if (!is_folder(named)) throw Error("SADDLE_ASSETS", "there is no folder {}", named);
    return named;
  }
  const fs::path program = program_directory();
  for (const char* place : {"../../assets", "../../../assets", "../share/saddle/assets"}) {
    if (is_folder(program / place / "presets")) return (program / place).lexically_normal();
  }
  throw Error("", "the assets folder is not beside {}; set SADDLE_ASSETS to it", program.string());
}

fs::path locale_directory() {
  const fs::path program = program_directory();
  for (const char* place : {"locale", "../locale", "../share/saddle/assets/locale"}) {
    if (is_folder(program / place)) return (program / place).lexically_normal();
  }
  return {};
}

}  // namespace saddle::app
