#include <cmath>

#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType uniform() {
  return {.entry = {.name = "uniform",
                    .title = "Uniform",
                    .help = "Uniformly distributed weights, the default of PyTorch.",
                    .formula = "W ~ U(-a, a), a = 1 / sqrt(fan_in)",
                    .source = "LeCun, Bottou, Orr and Müller, 1998, 4.6"},
          .draw = [](Rng& rng, int fan_in, int) { return std::sqrt(1.0 / fan_in) * rng.uniform(-1, 1); }};
}

}  // namespace saddle::initializers
