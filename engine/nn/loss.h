#pragma once

#include <span>

#include "nn/layer.h"

namespace saddle {

// What the samples of a batch should have come out as.
template <class Real>
struct Targets {
  std::span<const int> labels = {};  // of classification
  View<const Real> values = {};      // of regression
};

template <class Real>
class Loss {
 public:
  virtual ~Loss() = default;
  // The mean over the batch. Assigns d(loss)/d(prediction) unless that view is empty.
  virtual double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) = 0;
  // What people want to see of a prediction: probabilities for logits. In place.
  virtual void present(View<Real> prediction) const = 0;
};

}  // namespace saddle
