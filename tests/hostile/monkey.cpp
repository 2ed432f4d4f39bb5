#include "monkey.h"

#include <array>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <unistd.h>
#include <utility>

#include <imgui.h>

#include "model/panel.h"
#include "model/runs/kept_run.h"
#include "model/shortcuts.h"
#include "saddle/experiment_file.h"
#include "shell/assets.h"
#include "ui/keys.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<int, int>, 10> sizes{{{1280, 720},
                                                     {1920, 1080},
                                                     {1024, 640},
                                                     {800, 560},
                                                     {640, 480},
                                                     {2560, 700},
                                                     {700, 1400},
                                                     {320, 200},
                                                     {1, 1},
                                                     {0, 0}}};
constexpr std::array scales{1.0, 0.6, 1.5, 2.0, 4.0};

// What people and other programs put where a number, a name or a path is wanted. None leaves the scratch folder.
constexpr std::array texts{"0",
                           "1",
                           "-1",
                           "0.05",
                           "0,05",
                           "1e308",
                           "-1e-308",
                           "nan",
                           "inf",
                           "2147483648",
                           "007",
                           "x^2/y",
                           "1/0",
                           "sqrt(x-y)+log(y)",
                           "",
                           " ",
                           "%s%n",
                           "{}",
                           "##",
                           "a###b",
                           "한글",
                           "🦙",
                           "e\u0301",
                           "\xff\xfe",
                           "a.json",
                           "b.json",
                           "broken.json",
                           "digits.npz",
                           "out.npz",
                           "out.png",
                           "out.csv",
                           "table.csv",
                           "a\tb\nc",
                           "..",
                           "nothing",
                           "a name that is longer than any field in which one could "
                           "want to write it, and goes on and on and on and on and on and on and on and on and on"};
constexpr std::array files{"a.json",    "b.json",    "digits.npz",   "broken.json", "broken.npz",
                           "table.csv", "seven.png", "nothing.json", "folder",      "out.npz"};
constexpr std::array keys{ImGuiKey_Tab,       ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                          ImGuiKey_DownArrow, ImGuiKey_PageUp,    ImGuiKey_PageDown,   ImGuiKey_Home,
                          ImGuiKey_End,       ImGuiKey_Insert,    ImGuiKey_Delete,     ImGuiKey_Backspace,
                          ImGuiKey_Space,     ImGuiKey_Enter,     ImGuiKey_Escape,     ImGuiKey_A,
                          ImGuiKey_C,         ImGuiKey_V,         ImGuiKey_X,          ImGuiKey_Y,
                          ImGuiKey_Z};
constexpr std::array frame_seconds{1.0f / 60, 1.0f / 1000, 1e-6f, 0.2f, 5.0f};

// A step of more multiply-adds than this takes seconds under a sanitizer: to the monkey, such a worker never answers.
constexpr double most_flops = 3e8;

// ImGui draws where it is told: a position that is not finite is a mistake in what told it.
void check_vertices() {
  const ImDrawData& drawn = *ImGui::GetDrawData();
  for (int i = 0; i < drawn.CmdListsCount; ++i) {
    for (const ImDrawVert& vertex : drawn.CmdLists[i]->VtxBuffer) {
      if (std::isfinite(vertex.pos.x) && std::isfinite(vertex.pos.y)) continue;
      std::fputs("monkey: something was drawn at a position that is not finite\n", stderr);
      std::abort();
    }
  }
}

void set_modifiers(bool control, bool shift, bool alt) {
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM >= 18700
  io.AddKeyEvent(ImGuiMod_Ctrl, control);
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Alt, alt);
#else
  io.KeyCtrl = control;
  io.KeyShift = shift;
  io.KeyAlt = alt;
#endif
}

}  // namespace

int ByteStream::next() {
  if (bytes_.empty()) return 0;
  const int byte = bytes_.front();
  bytes_ = bytes_.subspan(1);
  return byte;
}

size_t ByteStream::below(size_t count) {
  const auto number = static_cast<size_t>(next() * 256 + next());
  return count > 0 ? number % count : 0;
}

Monkey::Monkey(fs::path scratch) : scratch_(std::move(scratch)) {
  for (const char* home : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"})
    setenv(home, scratch_.c_str(), 1);
  unsetenv("SADDLE_DATA");
  for (const Preset& preset : presets_in(assets_directory() / "presets")) experiments_.push_back(preset.name);
}

void Monkey::prepare_scratch() const {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(scratch_, error)) fs::remove_all(entry.path(), error);
  fs::create_directories(scratch_ / "folder");
  fs::create_directories(scratch_ / "saddle");
  if (chdir(scratch_.c_str()) != 0) throw Error(scratch_.string(), "cannot be the current folder");
  const fs::path assets = assets_directory();
  fs::copy_file(assets / "presets/first-light.json", "a.json");
  fs::copy_file(assets / "presets/xor.json", "b.json", error);
  fs::copy_file(assets / "models/digits.npz", "digits.npz");
  const auto put = [](const char* name, std::string_view bytes) {
    std::ofstream(name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  put("broken.json", R"({"saddle": 1, "data": {"set": "xor"}, "network": [{"type": "dense", "units": )");
  put("broken.npz", "PK\x03\x04 and no more");
  put("table.csv", "x,y,class\n1,2,a\n2,1,b\n3,4,a\n4,3,b\n");
  put("seven.png", "\x89PNG\r\n\x1a\n and no more");
}

ApplicationOptions Monkey::options_of(ByteStream& bytes) const {
  ApplicationOptions options;
  const auto [width, height] = sizes[bytes.below(sizes.size())];
  options.settings.width = width;
  options.settings.height = height;
  options.settings.scale = scales[bytes.below(scales.size())];
  const int flags = bytes.next();
  options.settings.language = flags & 1 ? "ko" : "en";
  options.settings.dark = flags & 2;
  options.lab = labs::all()[bytes.below(labs::all().size())].name;
  options.train = flags & 4;
  options.experiment = flags & 8 ? experiments_[bytes.below(experiments_.size())] : "first-light";
  if (flags & 16) {
    options.runs = scratch_ / "runs";
    options.settings_file = scratch_ / "settings.json";
  }
  options.settings.workspace.panes.clear();
  constexpr std::array arrangements{"one", "two", "three", "four"};
  options.settings.workspace.arrangement = arrangements[bytes.below(arrangements.size())];
  for (int pane = 0; pane < 4; ++pane)
    options.settings.workspace.panes.emplace_back(panels::all()[bytes.below(panels::all().size())].name);
  options.threading = Session::Threading::manual;
  return options;
}

void Monkey::play(std::span<const uint8_t> input) {
  prepare_scratch();
  ByteStream bytes(input);
  const ApplicationOptions options = options_of(bytes);
  draws_every_snapshot_ = drawing_ = false;
  weighed_ = {};
  window_ = std::make_unique<Headless>(options, options.settings.width, options.settings.height, [this] {
    if (draws_every_snapshot_ && !drawing_) frame();
  });
  frames(2);
  let_workers_move(2);
  frame();
  while (!bytes.empty()) act(bytes);
  window_.reset();
}

void Monkey::act(ByteStream& bytes) {
  switch (bytes.next() % 16) {
    case 0:
    case 1:
    case 2:
    case 3:
      point(bytes);
      return click(0, 1);
    case 4: {
      point(bytes);
      const int button = bytes.next() % 3;
      ImGui::GetIO().MouseDown[button] = !ImGui::GetIO().MouseDown[button];
      return frame();
    }
    case 5:
      return point_anywhere(bytes);
    case 6:
      return drag(bytes);
    case 7:
      return turn_wheel(bytes);
    case 8:
      return press_shortcut(bytes);
    case 9:
      return press_key(bytes);
    case 10:
      return write(bytes);
    case 11:
    case 12:
      return let_workers_move(1 + bytes.next() % 8);
    case 13:
      return resize(bytes);
    case 14: {
      const int what = bytes.next();
      if (what % 4 == 0) return open(bytes);
      if (what % 4 == 1) draws_every_snapshot_ = !draws_every_snapshot_;
      if (what % 4 == 2) ImGui::GetIO().DeltaTime = frame_seconds[bytes.below(frame_seconds.size())];
      if (what % 4 == 3) ImGui::GetIO().AddFocusEvent(what & 8);
      return frame();
    }
    default:
      // A number by hand, or another name: a double click, the text, Enter.
      point(bytes);
      click(0, 2);
      write(bytes);
      return;
  }
}

void Monkey::frame() {
  drawing_ = true;
  window_->frame();
  drawing_ = false;
  check_vertices();
}

void Monkey::frames(int count) {
  for (int i = 0; i < count; ++i) frame();
}

bool Monkey::costly() {
  const Experiment& draft = window_->application().draft().experiment;
  if (draft != weighed_) {
    weighed_ = draft;
    weighed_costly_ = flops_per_step(draft) > most_flops;
  }
  return weighed_costly_;
}

void Monkey::let_workers_move(int turns) {
  for (int turn = 0; turn < turns; ++turn) {
    if (!costly()) window_->application().pump();
    frame();
  }
}

void Monkey::point(ByteStream& bytes) {
  const ui::Marks& marks = window_->application().marks();
  const size_t index = bytes.below(marks.size());
  const double x = bytes.share(), y = bytes.share();
  if (marks.empty()) return;
  const ui::Mark& at = std::next(marks.begin(), static_cast<std::ptrdiff_t>(index))->second;
  ImGui::GetIO().MousePos = {at.left + static_cast<float>(x) * (at.right - at.left),
                             at.top + static_cast<float>(y) * (at.bottom - at.top)};
  frame();
}

void Monkey::point_anywhere(ByteStream& bytes) {
  ImGuiIO& io = ImGui::GetIO();
  const double x = bytes.share(), y = bytes.share();
  io.MousePos = {static_cast<float>(1.2 * x - 0.1) * io.DisplaySize.x,
                 static_cast<float>(1.2 * y - 0.1) * io.DisplaySize.y};
  if (x == 0 && y == 0) io.MousePos = {-FLT_MAX, -FLT_MAX};  // it has left the window
  frame();
}

void Monkey::click(int button, int times) {
  for (int i = 0; i < times; ++i) {
    for (const bool down : {true, false}) {
      ImGui::GetIO().MouseDown[button] = down;
      frame();
    }
  }
}

void Monkey::drag(ByteStream& bytes) {
  point(bytes);
  const int button = bytes.next() % 3, steps = 1 + bytes.next() % 4;
  ImGui::GetIO().MouseDown[button] = true;
  frame();
  for (int step = 0; step < steps; ++step) bytes.next() % 2 ? point_anywhere(bytes) : point(bytes);
  ImGui::GetIO().MouseDown[button] = false;
  frame();
}

void Monkey::turn_wheel(ByteStream& bytes) {
  const int how = bytes.next();
  set_modifiers(how & 1, how & 2, false);
  ImGui::GetIO().MouseWheel = static_cast<float>(bytes.next() - 128) / 16;
  if (how & 4) ImGui::GetIO().MouseWheelH = static_cast<float>(bytes.next() - 128) / 16;
  frame();
  set_modifiers(false, false, false);
}

void Monkey::press_shortcut(ByteStream& bytes) {
  const Shortcut& shortcut = shortcuts()[bytes.below(shortcuts().size())];
  if (shortcut.chords.empty()) return;
  const ui::Chord& chord = shortcut.chords[bytes.below(shortcut.chords.size())];
  for (const bool down : {true, false}) {
    ui::inject(ImGui::GetIO(), chord, down);
    frame();
  }
}

void Monkey::press_key(ByteStream& bytes) {
  const auto key = keys[bytes.below(keys.size())];
  const int how = bytes.next();
  for (const bool down : {true, false}) {
    set_modifiers(down && how & 1, down && how & 2, down && how & 4);
    ui::inject_key(ImGui::GetIO(), key, how & 1, down);
    frame();
  }
  set_modifiers(false, false, false);
}

void Monkey::write(ByteStream& bytes) {
  ImGui::GetIO().AddInputCharactersUTF8(texts[bytes.below(texts.size())]);
  frame();
  constexpr std::array ends{ImGuiKey_Enter, ImGuiKey_Tab, ImGuiKey_Escape};
  const auto end = static_cast<size_t>(bytes.next() % 4);
  if (end == ends.size()) return;  // left as it is
  for (const bool down : {true, false}) {
    ui::inject_key(ImGui::GetIO(), ends[end], false, down);
    frame();
  }
}

void Monkey::open(ByteStream& bytes) {
  window_->application().open(files[bytes.below(files.size())]);
  frame();
}

void Monkey::resize(ByteStream& bytes) {
  const auto [width, height] = sizes[bytes.below(sizes.size())];
  ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  window_->application().resized(width, height);
  frames(2);
}

}  // namespace saddle::app
