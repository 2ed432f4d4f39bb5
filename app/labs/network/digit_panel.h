#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/frame.h"

namespace saddle::app {

// Draw a digit, and see what the network thinks.
class DigitPanel {
 public:
  void draw(Frame& frame);

 private:
  using Stroke = std::vector<ImVec2>;  // in units of the canvas's side

  void draw_canvas(Frame& frame);
  void draw_preview(Frame& frame);
  void draw_probabilities(Frame& frame, Feed& feed);
  void rasterize();

  std::vector<Stroke> strokes_;
  bool drawing_ = false;
  double pen_ = 0.075;              // width, in units of the canvas's side
  std::string source_ = "shipped";  // or "training"
  std::shared_ptr<const std::vector<float>> digit_ = std::make_shared<const std::vector<float>>(28 * 28, 0.0f);
  std::vector<float> shown_;  // probabilities, on their way to the newest
};

}  // namespace saddle::app
