#pragma once

#include <algorithm>
#include <span>

#include "nn/layer.h"

namespace saddle {

// What the samples of a batch should have come out as: one of the two.
template <class Real>
struct Targets {
  std::span<const int> labels = {};  // of classification: one a sample, or one a pixel where the output is a map
  View<const Real> values = {};      // of regression: (N, outputs)
};

template <class Real>
class Loss {
 public:
  virtual ~Loss() = default;
  // The mean over the batch (and over the pixels of a map). Assigns d(loss)/d(prediction) unless that view is empty.
  virtual double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) = 0;
  // What people want to see of a prediction: probabilities for logits. In place.
  virtual void present(View<Real> prediction) const = 0;
  // The class that `prediction`, the outputs of one sample or pixel, stands for.
  virtual int decide(std::span<const Real> prediction) const {
    return static_cast<int>(std::max_element(prediction.begin(), prediction.end()) - prediction.begin());
  }
};

}  // namespace saddle
