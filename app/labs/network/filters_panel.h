#pragma once

#include "model/frame.h"

namespace saddle::app {

// The filters of the first convolution, as they are now.
class FiltersPanel {
 public:
  void draw(Frame& frame);
};

}  // namespace saddle::app
