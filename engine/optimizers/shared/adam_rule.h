#pragma once

#include <cmath>
#include <cstdint>

#include "train/elementwise_optimizer.h"

namespace saddle::optimizers {

constexpr std::string_view adam_formula =
    "eta_t = eta * sqrt(1 - beta2^t) / (1 - beta1^t);  m <- m + (1 - beta1)(g - m);  v <- v + (1 - beta2)(g^2 - v);  "
    "w <- w - eta_t * m / (sqrt(v) + epsilon)";
constexpr std::string_view adamw_formula =
    "w <- w - eta * lambda * w;  eta_t = eta * sqrt(1 - beta2^t) / (1 - beta1^t);  m <- m + (1 - beta1)(g - m);  "
    "v <- v + (1 - beta2)(g^2 - v);  w <- w - eta_t * m / (sqrt(v) + epsilon)";

// Kingma and Ba, 2015, algorithm 1, in the form of the book (6.1.6): eta_t = eta * sqrt(1 - beta2^t) / (1 - beta1^t),
// m <- m + (1 - beta1)(g - m), v <- v + (1 - beta2)(g^2 - v), w <- w - eta_t * m / (sqrt(v) + epsilon). With
// `decoupled` weight decay it is AdamW, which first subtracts eta * lambda * w from each weight (Loshchilov and Hutter,
// 2019, algorithm 2).
template <bool decoupled>
struct AdamOptions {
  double learning_rate = 0.001, weight_decay = decoupled ? 0.01 : 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<AdamOptions>(),
                          std::tuple{field("beta1", &AdamOptions::beta1, {.min = 0, .max = 0.999999, .live = true},
                                           "Memory of the gradient's mean."),
                                     field("beta2", &AdamOptions::beta2, {.min = 0, .max = 0.999999, .live = true},
                                           "Memory of the gradient's square."),
                                     epsilon_field<AdamOptions>()});
  }
};

template <class Real, bool decoupled>
struct AdamRule {
  using Options = AdamOptions<decoupled>;
  static constexpr std::array<std::string_view, 2> states{"m", "v"};
  static constexpr bool decoupled_decay = decoupled;
  Real rate = 0, one_minus_beta1 = 0, one_minus_beta2 = 0, epsilon = 0;

  void begin(const Options& options, int64_t t) {
    const double step = static_cast<double>(t);
    rate = static_cast<Real>(options.learning_rate * std::sqrt(1 - std::pow(options.beta2, step)) /
                             (1 - std::pow(options.beta1, step)));
    one_minus_beta1 = static_cast<Real>(1 - options.beta1);
    one_minus_beta2 = static_cast<Real>(1 - options.beta2);
    epsilon = static_cast<Real>(options.epsilon);
  }
  void operator()(Real& w, Real g, Real& m, Real& v) const {
    m += one_minus_beta1 * (g - m);
    v += one_minus_beta2 * (g * g - v);
    w -= rate * m / (std::sqrt(v) + epsilon);
  }
};

}  // namespace saddle::optimizers
