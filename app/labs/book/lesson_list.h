#pragma once

#include "model/frame.h"

namespace saddle::app {

// The lessons by chapter, each with what it shows, how long it takes and how far one is; a click opens one.
void draw_lesson_list(Frame& frame);

}  // namespace saddle::app
