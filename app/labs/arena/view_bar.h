#pragma once

#include "labs/arena/state.h"
#include "model/frame.h"

namespace saddle::app {

// The row above the picture: which view it is, and what is drawn in it. Of the win map, how much each racer won.
void draw_view_bar(Frame& frame, ArenaState& state);

}  // namespace saddle::app
