#pragma once

#include "model/frame.h"
#include "model/shortcuts.h"

// The run in training: its buttons on the bar, and the keys that do the same.
namespace saddle::app {

void draw_run_controls(Frame& frame);
// Action::train, step and reset, where the run allows it now; slower and faster.
void act_on_run(Frame& frame, Action action);

}  // namespace saddle::app
