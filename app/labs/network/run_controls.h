#pragma once

#include "model/frame.h"
#include "model/shortcuts.h"
#include "ui/toolbar.h"

// The run in training: its buttons on the bar, and the keys that do the same.
namespace saddle::app {

void add_run_controls(Frame& frame, ui::Toolbar& bar);
// Action::train, step and reset, where the run allows it now; slower and faster; earlier, later, replay and now.
void act_on_run(Frame& frame, Action action);

}  // namespace saddle::app
