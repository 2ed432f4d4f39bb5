#pragma once

#include <string>

#include "model/frame.h"

namespace saddle::app {

// Says at which step was measured what a panel has just been given (Feed::shown); of several readings, the oldest.
// Written from `corner` on, as far as `room` allows, in a line of this height.
void draw_age(Frame& frame, const std::string& name, ImVec2 corner, float room, float height);

}  // namespace saddle::app
