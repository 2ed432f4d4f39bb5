// How long the window's thread works on a frame: each lab and each panel at 1920 x 1080, with something new to draw in
// every frame, as while a network trains. Processor time of that thread, without the graphics driver.
//
//   bench_frames [--size WIDTHxHEIGHT] [--frames N]
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../ui/driver.h"
#include "model/panel.h"

namespace saddle::app {
namespace {

double thread_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

struct Cost {
  double median, worst;  // ms
};

// The cost of frames, between which the worker takes a turn where it has something to do. `goes_on`: after so many.
Cost measure(Driver& user, const std::function<bool(int)>& goes_on) {
  std::vector<double> costs;
  for (int i = 0; i == 0 || goes_on(i); ++i) {
    user.application().pump();
    const double began = thread_milliseconds();
    user.frame();
    costs.push_back(thread_milliseconds() - began);
  }
  std::ranges::sort(costs);
  return {costs[costs.size() / 2], costs.back()};
}

void report(const std::string& what, Driver& user, const std::function<bool(int)>& goes_on) {
  const Cost cost = measure(user, goes_on);
  fmt::print("{:<44} {:8.2f} {:8.2f}\n", what, cost.median, cost.worst);
  std::fflush(stdout);
}

void report(const std::string& what, Driver& user, int frames) {
  report(what, user, [frames](int i) { return i < frames; });
}

int run(int argc, char** argv) {
  int width = 1920, height = 1080, frames = 100;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    const bool read = option == "--size"     ? std::sscanf(argv[i + 1], "%dx%d", &width, &height) == 2
                      : option == "--frames" ? std::sscanf(argv[i + 1], "%d", &frames) == 1
                                             : false;
    if (!read || width < 1 || height < 1 || frames < 1) {
      fmt::print(stderr, "bench_frames: {} {}: expected --size WIDTHxHEIGHT or --frames N\n", option, argv[i + 1]);
      return 2;
    }
  }
  fmt::print("{:<44} {:>8} {:>8}\n", "ms a frame", "median", "worst");
  for (const char* experiment : {"first-light", "simple-convnet", "resnet-20"}) {
    Driver user({.experiment = experiment}, width, height);
    user.settle();
    report(fmt::format("{}, before training", experiment), user, frames);
    user.click("train");
    user.settle(10);
    report(fmt::format("{}, training", experiment), user, frames);
    for (const PanelType& panel : panels::all()) {
      if (user.text("pane1.area") != panel.name) user.choose("pane1", std::string(panel.name));
      report(fmt::format("{}, training, with {}", experiment, panel.name), user, frames);
    }
  }
  {
    Driver user({.lab = "arena"}, width, height);
    user.settle();
    report("arena", user, frames);
    user.click("play");
    report("arena, playing", user, frames);
  }
  {
    Driver user({.lab = "compare", .experiment = "circles"}, width, height);
    user.settle();
    report("compare", user, frames);
    // 32 curves, of 10,000 points when the race ends. The frames in which it does are among those that are measured.
    user.type("race.seeds", "8");
    user.type("race.steps", "10000");
    user.click("race.start");
    report("compare, racing 32 runs to their end", user, [&](int) { return user.text("status") == "running"; });
    report("compare, 32 runs of 10,000 steps", user, frames);
  }
  return 0;
}

}  // namespace
}  // namespace saddle::app

int main(int argc, char** argv) { return saddle::app::run(argc, argv); }
