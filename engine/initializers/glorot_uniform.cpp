#include <cmath>

#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType glorot_uniform() {
  return {.entry = {.name = "glorot_uniform",
                    .title = "Glorot, uniform",
                    .help = "Glorot with uniformly distributed weights, as in Keras.",
                    .formula = "W ~ U(-a, a), a = sqrt(6 / (fan_in + fan_out))",
                    .source = "Glorot and Bengio, 2010, eq. 16"},
          .draw = [](Rng& rng, int fan_in, int fan_out) {
            return std::sqrt(6.0 / (fan_in + fan_out)) * rng.uniform(-1, 1);
          }};
}

}  // namespace saddle::initializers
