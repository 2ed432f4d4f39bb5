#include <cmath>

#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType he_uniform() {
  return {.entry = {.name = "he_uniform",
                    .title = "He, uniform",
                    .help = "He with uniformly distributed weights.",
                    .formula = "W ~ U(-a, a), a = sqrt(6 / fan_in)",
                    .source = "He, Zhang, Ren and Sun, 2015, 2.2"},
          .draw = [](Rng& rng, int fan_in, int) { return std::sqrt(6.0 / fan_in) * rng.uniform(-1, 1); }};
}

}  // namespace saddle::initializers
