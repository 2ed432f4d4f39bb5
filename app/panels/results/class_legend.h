#pragma once

#include <vector>

#include "model/frame.h"

namespace saddle::app {

// A chip and a name for each class that is there, in rows over the width of the window.
void class_legend(const Frame& frame, const std::vector<bool>& there);

}  // namespace saddle::app
