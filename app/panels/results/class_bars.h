#pragma once

#include <vector>

#include "model/frame.h"

namespace saddle::app {

// The probability of each class, (classes): of all where they are few, of many the likeliest and the right one, `label`
// (-1: not known). Nothing where the run has other classes.
void class_bars(Frame& frame, const std::vector<float>& probabilities, int label);

}  // namespace saddle::app
