#pragma once

#include "model/frame.h"
#include "ui/toolbar.h"

namespace saddle::app {

// Beside Train, while the draft cannot be built: how many faults it has. A click lists them, with what mends each.
void add_fault_chip(Frame& frame, ui::Toolbar& bar);

}  // namespace saddle::app
