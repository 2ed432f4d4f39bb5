#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell/headless.h"

namespace saddle::app {

// A user in front of the program: the real panels without a window, and workers that move only when told to.
class Driver : public Headless {
 public:
  explicit Driver(ApplicationOptions options = {}, int width = 1600, int height = 2600)
      : Headless(manual(std::move(options)), width, height, [this] {
          if (draws_every_snapshot_) frame();
        }) {
    settle();
  }

  // From now on a frame is drawn of each snapshot as it is published: of "loading" too, which is gone again when a turn
  // of the worker ends.
  void draw_every_snapshot() { draws_every_snapshot_ = true; }

  // Frames, and turns of the workers, until nothing moves any more (or training has gone on for so many turns).
  void settle(int most_turns = 3) {
    for (int turn = 0; turn < most_turns; ++turn) {
      frame();
      application().pump();
    }
    frames(2);
  }
  // Presses Train, lets the workers take so many turns, and presses Pause.
  void train_for(int turns) {
    click("train");
    settle(turns);
    click("train");
    settle();
  }
  // Lets a run go on to its end.
  void finish() {
    frame();
    while (application().pump()) {
    }
    frames(2);
  }

  void choose(const std::string& combo, const std::string& option) {
    click(combo);
    frames(2);
    click(combo + "/" + option);
    settle();
  }
  // Into a number: double click, the text, Enter.
  void type(std::string_view name, const std::string& text) {
    const ui::Mark at = *mark(name);
    move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
    frames(30);  // long enough not to go on with the clicks before
    press(), release(), press(), release();
    frame();
    write(text);
    settle();
  }
  void drag(std::string_view name, float pixels) {
    const ui::Mark at = *mark(name);
    const float x = (at.left + at.right) / 2, y = (at.top + at.bottom) / 2;
    move(x, y);
    frames(30);  // long enough for no double click
    press();
    for (int i = 1; i <= 5; ++i) move(x + pixels * static_cast<float>(i) / 5, y);
    release();
    settle();
  }
  // One stroke through points given in units of the canvas's side.
  void stroke(const std::vector<std::pair<float, float>>& points) {
    const ui::Mark at = *mark("digit.canvas");
    const auto go = [&](const std::pair<float, float>& p) {
      move(at.left + p.first * (at.right - at.left), at.top + p.second * (at.bottom - at.top));
    };
    go(points.front());
    press();
    for (size_t i = 1; i < points.size(); ++i) {
      for (int part = 1; part <= 10; ++part) {
        const float t = static_cast<float>(part) / 10;
        go({points[i - 1].first * (1 - t) + points[i].first * t,
            points[i - 1].second * (1 - t) + points[i].second * t});
      }
    }
    release();
    settle();
  }
  const Experiment& draft() { return application().draft().experiment; }
  const RunSnapshot& now() { return application().now(); }

 private:
  static ApplicationOptions manual(ApplicationOptions options) {
    options.threading = Session::Threading::manual;
    return options;
  }

  bool draws_every_snapshot_ = false;
};

}  // namespace saddle::app
