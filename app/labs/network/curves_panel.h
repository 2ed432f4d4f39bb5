#pragma once

#include "model/frame.h"

namespace saddle::app {

// How it learns: the figures of the moment, and the curves of loss and accuracy.
class CurvesPanel {
 public:
  void draw(Frame& frame);

 private:
  void draw_figures(Frame& frame);
  void draw_loss(Frame& frame, float height);
  void draw_accuracy(Frame& frame, float height);

  double smoothing_ = 0.9;
  std::string axis_ = "steps";
};

}  // namespace saddle::app
