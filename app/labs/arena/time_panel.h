#pragma once

#include <vector>

#include "labs/arena/state.h"
#include "model/lab.h"
#include "saddle/explain.h"

namespace saddle::app {

// Time: play, pause, step by step, back, speed, scrub; and the step that is shown, in numbers.
class TimePanel {
 public:
  void add_controls(Frame& frame, ArenaState& state, ui::Toolbar& bar);
  void draw(Frame& frame, ArenaState& state);  // the strip and the numbers
  void keys(ArenaState& state);
  static std::vector<LabKey> key_list();  // what keys() obeys
  void advance(ArenaState& state, float seconds);

 private:
  Along along_ = Along::x;
};

}  // namespace saddle::app
