#pragma once

#include "model/frame.h"
#include "ui/toolbar.h"

namespace saddle::app {

// The optimizer's learning rate on the bar: what is turned most often is always in sight. In short it is called η.
void add_rate_field(Frame& frame, ui::Toolbar& bar);

}  // namespace saddle::app
