// A window that stays open for hours: usage: soak [SECONDS]
//
// Rounds of what a lesson is made of, each the same and each ending in the same place: presets are opened and trained,
// every panel is looked at, things are drawn, changed, taken back, raced, kept and deleted. What is left of a round
// when it is over is what grows. Each round prints what memory the process has; in the end the slope over the second
// half, and status 1 where that is steeper than rounding.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <malloc.h>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <imgui.h>

#include "folder.h"
#include "model/panel.h"
#include "shell/headless.h"

namespace saddle::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double megabyte = 1 << 20;
// As one searches for them.
constexpr std::array presets{"First light", "XOR learned", "Two moons", "Fitting a curve", "AND gate"};
// Of the program's own memory, a round and in all. What malloc cannot give back in between moves about by more.
constexpr double most_a_round = 0.1, most_in_all = 4;

struct Memory {
  double resident = 0, in_use = 0;  // MB: of the process; of what was asked for and not given back
};

Memory memory() {
  long pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  const struct mallinfo2 info = mallinfo2();
  return {static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / megabyte,
          static_cast<double>(info.uordblks + info.hblkhd) / megabyte};
}

struct Measured {
  double hours = 0;
  Memory memory;
};

// Least squares, a unit of `x`.
template <class X, class Y>
double slope(const std::vector<Measured>& rows, const X& x, const Y& y) {
  double mean_x = 0, mean_y = 0, xy = 0, xx = 0;
  for (const Measured& row : rows) mean_x += x(row), mean_y += y(row);
  mean_x /= static_cast<double>(rows.size()), mean_y /= static_cast<double>(rows.size());
  for (const Measured& row : rows) {
    xy += (x(row) - mean_x) * (y(row) - mean_y);
    xx += (x(row) - mean_x) * (x(row) - mean_x);
  }
  return xx > 0 ? xy / xx : 0;
}

class Lesson {
 public:
  explicit Lesson(const std::filesystem::path& scratch) : window_(options(scratch), 1280, 720) { watch(1); }

  void round();
  int64_t frames() const { return frames_; }
  size_t kept() { return window_.application().runs().runs().size(); }

 private:
  static ApplicationOptions options(const std::filesystem::path& scratch) {
    ApplicationOptions options;
    options.runs = scratch / "runs";
    options.autosave = scratch / "autosave";
    options.settings_file = scratch / "settings.json";
    return options;
  }

  // Frames at the pace of a screen that has nothing else to do, and on a busy machine as many as a list takes to open.
  void watch(double seconds) {
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    for (int shown = 0; shown < 4 || Clock::now() < end; ++shown) {
      window_.frame();
      ++frames_;
      std::this_thread::sleep_for(std::chrono::milliseconds(15));
    }
  }
  void click(const std::string& mark) {
    scroll_to(mark);
    if (!window_.click(mark)) missed_.insert(mark);
    watch(0.05);
  }
  // As with the wheel over what is left of its panel.
  void scroll_to(const std::string& mark) {
    for (int turn = 0; turn < 40; ++turn) {
      const ui::Mark* found = window_.mark(mark);
      if (!found) return;
      const ui::Mark at = *found;
      if (!at.scrolls || at.seen_bottom - at.seen_top > 0.9f * (at.bottom - at.top)) return;
      const float middle = ImGui::GetIO().DisplaySize.y / 2;
      window_.move((at.left + at.right) / 2, middle);
      window_.wheel(at.top > middle ? -1.0f : 1.0f);
      watch(0.05);
    }
  }
  void choose(const std::string& list, const std::string& option) {
    click(list);
    watch(0.1);
    click(list + "/" + option);
    watch(0.1);
  }
  void open(const char* preset);
  void draw_digit();
  void race();
  void delete_runs();

  Headless window_;
  int64_t frames_ = 0;
  std::set<std::string> missed_;  // what was not there to be clicked
};

void Lesson::open(const char* preset) {
  click("preset");
  watch(0.1);
  ImGui::GetIO().AddInputCharactersUTF8(preset);
  watch(0.1);
  window_.key(ImGuiKey_Enter);
  watch(0.5);
}

void Lesson::draw_digit() {
  const ui::Mark* canvas = window_.mark("digit.canvas");
  if (!canvas) return;
  const ui::Mark at = *canvas;
  const auto go = [&](float x, float y) {
    window_.move(at.left + x * (at.right - at.left), at.top + y * (at.bottom - at.top));
  };
  go(0.3f, 0.2f);
  window_.press();
  for (int i = 0; i <= 20; ++i) go(0.3f + 0.02f * static_cast<float>(i), 0.2f + 0.03f * static_cast<float>(i));
  window_.release();
  watch(1);
  click("digit.clear");  // what is drawn stays until then, and with it what each frame makes of it
}

void Lesson::race() {
  click("lab.arena");
  click("arena.play");
  watch(2);
  for (const char* chart : {"chart.sweep", "chart.coordinates", "chart.descent"}) {
    click(chart);
    watch(1);
  }
  click("arena.rewind");
  click("lab.network");
}

void Lesson::delete_runs() {
  choose("pane0", "runs");
  click("runs.delete");
  click("runs.delete");
  for (int i = 0; i < 4 && kept() > 1; ++i) {  // a single one has a button of its own
    click("run1.delete");
    click("run1.delete");
  }
}

void Lesson::round() {
  for (const char* preset : presets) {
    open(preset);
    click("train");
    for (const PanelType& panel : panels::all()) {
      choose("pane0", std::string(panel.name));
      watch(0.6);
      if (panel.name == "digit") draw_digit();
    }
    choose("optimizer.type", "sgd");
    watch(0.5);
    click("reset");
    click("train");
    watch(0.5);
    window_.key(ImGuiKey_Z, true);
    watch(0.2);
  }
  race();
  for (const char* look : {"language", "language", "theme", "theme"}) {
    if (!window_.mark(look)) click("bar.more");  // where the bar has no room for it
    click(look);
  }
  delete_runs();
  // Panels that were chosen changed places with those that were there; each that is seen has measurements of its own.
  for (const auto& [pane, panel] : {std::pair{"pane0", "curves"}, {"pane1", "filters"}, {"pane2", "digit"}})
    choose(pane, panel);
  open(presets.front());
  click("reset");
  watch(1);
  // A measurement on its way has buffers of its own.
  for (int i = 0; i < 300 && (window_.application().busy() || !window_.application().answered()); ++i) watch(0.1);
  for (const std::string& mark : std::exchange(missed_, {})) std::printf("  not there: %s\n", mark.c_str());
}

int soak(double seconds) {
  Lesson lesson(fuzz_folder());
  std::vector<Measured> rows;
  const auto begin = Clock::now();
  std::printf("  minutes  rounds   frames  resident MB  in use MB  kept runs\n");
  for (;;) {
    lesson.round();
    const double hours = std::chrono::duration<double, std::ratio<3600>>(Clock::now() - begin).count();
    rows.push_back({hours, memory()});
    std::printf("%9.1f %7zu %8ld %12.1f %10.2f %10zu\n", 60 * hours, rows.size(), static_cast<long>(lesson.frames()),
                rows.back().memory.resident, rows.back().memory.in_use, lesson.kept());
    std::fflush(stdout);
    if (3600 * hours >= seconds && rows.size() >= 4) break;
  }
  const std::vector<Measured> later(rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2), rows.end());
  const auto hours = [](const Measured& row) { return row.hours; };
  const auto in_use = [](const Measured& row) { return row.memory.in_use; };
  const double resident = slope(later, hours, [](const Measured& row) { return row.memory.resident; });
  const double asked = slope(later, hours, in_use), grown = asked * (later.back().hours - later.front().hours);
  std::printf("second half: resident %+.1f MB/hour, in use %+.2f MB/hour (%+.2f MB in %zu rounds)\n", resident, asked,
              grown, later.size());
  return grown > std::max(most_in_all, most_a_round * static_cast<double>(later.size())) ? 1 : 0;
}

}  // namespace
}  // namespace saddle::app

int main(int count, char** arguments) {
  setenv("SADDLE_ASSETS", SADDLE_ASSETS, 0);
  return saddle::app::soak(count > 1 ? std::strtod(arguments[1], nullptr) : 600);
}
