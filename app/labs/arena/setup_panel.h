#pragma once

#include "labs/arena/state.h"

namespace saddle::app {

// What is raced on, and who races.
class SetupPanel {
 public:
  void draw(Frame& frame, ArenaState& state);

 private:
  void draw_scene(Frame& frame, ArenaState& state);
  void draw_function(Frame& frame, ArenaState& state);
  static std::string undefined_start(const ui::Ui& ui, const ArenaState& state);
  void draw_fault(ui::Ui& ui, const ArenaState& state);
  void draw_race(Frame& frame, ArenaState& state);
  void draw_racers(Frame& frame, ArenaState& state);
  bool draw_racer(Frame& frame, ArenaState& state, size_t index);  // true: it is to be removed

  int open_ = -1;  // the racer whose properties are shown
};

// Reads setup.function. If it cannot be read, sets `fault` and keeps the last function.
void read_function(ArenaState& state);
void open_scene(ArenaState& state, const Scene& scene);

}  // namespace saddle::app
