#include <cmath>

#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType glorot() {
  return {
      .entry = {.name = "glorot",
                .title = "Glorot",
                .help =
                    "Xavier as published: a compromise between the signal going forward and the gradient going back.",
                .formula = "W ~ N(0, 2 / (fan_in + fan_out))",
                .source = "Glorot and Bengio, 2010, eq. 12"},
      .draw = [](Rng& rng, int fan_in, int fan_out) { return std::sqrt(2.0 / (fan_in + fan_out)) * rng.normal(); }};
}

}  // namespace saddle::initializers
