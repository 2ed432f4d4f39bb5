#pragma once

#include <cstdint>
#include <span>
#include <string_view>
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
  void step(std::span<Param<Real>* const> params, double rate = 1) {
    begin(params, rate);
    for (size_t i = 0; i < params.size(); ++i) update(*params[i], i, 0, params[i]->value.size());
  }
  // The same in pieces: once a step, and then for each piece of each parameter, on any thread, in any order.
  virtual void begin(std::span<Param<Real>* const> params, double rate) = 0;
  virtual void update(Param<Real>& param, size_t index, int64_t first, int64_t count) = 0;
  // For checkpoints: what it remembers of each parameter, state_names() tensors a parameter ("m", "v"), parameter by
  // parameter; and how many steps it has made.
  virtual std::span<const std::string_view> state_names() const = 0;
  virtual std::span<Tensor<Real>> state(std::span<Param<Real>* const> params) = 0;
  virtual int64_t steps() const = 0;
  virtual void set_steps(int64_t steps) = 0;
  // The share of the loss that the optimizer adds to the gradient by itself: lambda / 2 * sum of W^2.
  virtual double penalty(std::span<Param<Real>* const>) const { return 0; }
};

}  // namespace saddle
