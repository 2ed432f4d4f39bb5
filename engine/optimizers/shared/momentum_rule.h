#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "train/elementwise_optimizer.h"

namespace saddle::optimizers {

struct MomentumOptions {
  double learning_rate = 0.01, weight_decay = 0, momentum = 0.9;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<MomentumOptions>(),
                          std::tuple{field("momentum", &MomentumOptions::momentum, {.min = 0, .max = 1, .live = true},
                                           "How much of its speed the ball keeps from step to step.")});
  }
};

// What momentum and Nesterov's have in common: all but the update itself.
template <class Real>
struct MomentumRule {
  using Options = MomentumOptions;
  static constexpr std::array<std::string_view, 1> states{"v"};
  Real learning_rate = 0, momentum = 0;

  void begin(const Options& options, int64_t) {
    learning_rate = static_cast<Real>(options.learning_rate);
    momentum = static_cast<Real>(options.momentum);
  }
};

}  // namespace saddle::optimizers
