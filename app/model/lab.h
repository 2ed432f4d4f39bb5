#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "model/frame.h"

namespace saddle {

namespace plot {
class SurfaceRenderer;
}

namespace app {
// What a lab with a worker of its own is given, once, before it is drawn first.
struct LabServices {
  std::function<void()> wake = [] {};  // from any thread: there is something new to draw
  bool threads = true;                 // false: its worker waits for Lab::pump()
  bool play = false;                   // begin at once
};

// A key that a lab has of its own, as the list of keys shows it.
struct LabKey {
  std::string_view name;  // of its mark
  std::string_view key, help;
};

// A screen. It fills the window it is drawn in.
class Lab {
 public:
  virtual ~Lab() = default;
  virtual void connect(const LabServices&) {}
  // By what pictures in three dimensions are drawn, from now on; without it they draw themselves.
  virtual void use(plot::SurfaceRenderer&) {}
  virtual void draw(Frame& frame) = 0;

  // What a lab may have of its own, in place of what belongs to training.
  virtual bool draw_controls(Frame&) { return false; }         // on the bar; false: it has none
  virtual bool keys(Frame&) { return false; }                  // undo, play …; false: those of training
  virtual std::vector<LabKey> key_list() const { return {}; }  // of keys(); none: those of training
  virtual bool pump() { return false; }                        // of a worker without a thread: a turn; false: idle
  virtual bool moving() const { return false; }                // wants the next frame at once
  virtual bool waiting() const { return false; }               // what it asked its worker for is on its way
  virtual std::optional<int64_t> steps() const { return {}; }  // how far it has come by itself
};
}  // namespace app

struct LabType {
  std::string_view name, title, help;
  std::function<std::unique_ptr<app::Lab>()> make;
  int order = 0;  // on the bar: the lesser first, equals by name
};

namespace labs {
const std::vector<LabType>& all();
}

}  // namespace saddle
