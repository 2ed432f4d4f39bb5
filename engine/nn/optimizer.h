#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "nn/layer.h"

namespace saddle {

// Sees all parameters in one step, so that "step t" means one thing.
template <class Real>
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  virtual void configure(const Properties&) = 0;  // at birth and when a live property changes
  // The same parameters in the same order, every time. `rate`: what a schedule makes of the learning rate, as a factor.
  virtual void step(std::span<Param<Real>* const> params, double rate = 1) = 0;
  virtual std::span<Tensor<Real>> state() { return {}; }  // for checkpoints, besides the step count
  // The share of the loss that the optimizer adds to the gradient by itself: lambda / 2 * sum of W^2.
  virtual double penalty(std::span<Param<Real>* const>) const { return 0; }
};

}  // namespace saddle
