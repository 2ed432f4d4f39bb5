#include <cmath>

#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType xavier() {
  return {
      .entry =
          {.name = "xavier",
           .title = "Xavier",
           .help =
               "Keeps the variance of the signal through sigmoid and tanh layers; the book's form, by fan-in alone.",
           .formula = "W ~ N(0, 1 / fan_in)",
           .source = "Deep Learning from Scratch, 6.2.2"},
      .draw = [](Rng& rng, int fan_in, int) { return std::sqrt(1.0 / fan_in) * rng.normal(); }};
}

}  // namespace saddle::initializers
