#pragma once

#include <cstdint>
#include <string>

#include "model/frame.h"

namespace saddle::app {

// "Continue from here": what shall be another in the run that leaves this one where one looks, and the button that
// begins it.
class BranchPopup {
 public:
  void open(Frame& frame);
  void draw(Frame& frame);

 private:
  void draw_optimizer(Frame& frame);
  void draw_layer(Frame& frame);
  void begin(Frame& frame);

  bool wanted_ = false;
  Experiment experiment_ = {};
  std::string layer_ = {};  // that begins anew; empty: none
};

}  // namespace saddle::app
