#include "nn/initializer.h"

namespace saddle::initializers {

InitializerType zero() {
  return {.entry = {.name = "zero",
                    .title = "Zero",
                    .help = "All weights 0: the units of a layer stay alike, and it never learns.",
                    .formula = "W = 0",
                    .source = "Deep Learning from Scratch, 6.2.1"},
          .draw = [](Rng&, int, int) { return 0.0; }};
}

}  // namespace saddle::initializers
