#pragma once

#include <array>
#include <vector>

#include "labs/concepts/page.h"
#include "plot/figure.h"
#include "saddle/softmax.h"

namespace saddle::app {

// Three logits as bars to be dragged, and their softmax beside them.
class LogitBars {
 public:
  struct Shown {
    std::array<double, 3> logits = {};  // without the shift
    double shift = 0;
    std::array<double, 3> y = {};
    int target = 0;
  };
  // True when a logit was dragged.
  bool draw(PageView& page, Shown& shown, ImVec2 size);

 private:
  std::array<std::vector<double>, 3> logits_, y_;
  std::array<plot::Point, 3> handles_ = {};
};

// Three losses of one output over the output, and below them their slopes over a.
class LossCurves {
 public:
  void draw(PageView& page, double y, double t, ImVec2 size);

 private:
  std::array<std::vector<plot::Point>, 3> losses_, slopes_;
  std::array<std::vector<plot::Point>, 6> heads_;
};

// Loss and accuracy over one weight.
class WeightCurves {
 public:
  void draw(PageView& page, const WeightSweep& sweep, double at, ImVec2 size);

 private:
  std::vector<plot::Point> loss_, accuracy_, head_, accuracy_head_;
};

constexpr std::array output_losses{OutputLoss::squared, OutputLoss::cross_entropy, OutputLoss::binary};

}  // namespace saddle::app
