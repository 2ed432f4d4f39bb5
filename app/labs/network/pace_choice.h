#pragma once

#include "model/frame.h"

namespace saddle::app {

// How many steps a second are made, to be watched: a list of a few speeds. `width`: in pixels.
void draw_pace_choice(Frame& frame, float width);
// As wide as its longest entry.
float pace_choice_width(const ui::Ui& ui);

}  // namespace saddle::app
