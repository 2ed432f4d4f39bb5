#pragma once

#include "model/frame.h"

namespace saddle::app {

// Hides the fault of that number in a healthy experiment, in the place of the draft.
void begin_hunt(Frame& frame, int seed);

}  // namespace saddle::app
