#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "train/elementwise_optimizer.h"

namespace saddle::optimizers {

// What AdaGrad and RMSProp have in common: all but how h, the memory of the gradient's square, is kept.
template <class Real, class AnyOptions>
struct RootRule {
  using Options = AnyOptions;
  static constexpr std::array<std::string_view, 1> states{"h"};
  Real learning_rate = 0, epsilon = 0;

  void begin(const Options& options, int64_t) {
    learning_rate = static_cast<Real>(options.learning_rate);
    epsilon = static_cast<Real>(options.epsilon);
  }
  void step(Real& w, Real g, Real h) const { w -= learning_rate * g / (std::sqrt(h) + epsilon); }
};

}  // namespace saddle::optimizers
