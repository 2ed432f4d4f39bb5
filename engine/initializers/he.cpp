#include <cmath>

#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType he() {
  return {.entry = {.name = "he",
                    .title = "He",
                    .help = "Keeps the variance of the signal through ReLU layers, which drop half of it.",
                    .formula = "W ~ N(0, 2 / fan_in)",
                    .source = "He, Zhang, Ren and Sun, 2015, eq. 10"},
          .draw = [](Rng& rng, int fan_in, int) { return std::sqrt(2.0 / fan_in) * rng.normal(); }};
}

}  // namespace saddle::initializers
