#pragma once

#include "model/frame.h"

namespace saddle::app {

// A row for each feature: its name, a histogram, and the range, mean and deviation of its values. Fills the window.
void feature_table(Frame& frame, const SamplesReading& statistics);

}  // namespace saddle::app
