#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType rate_too_small() {
  return {.about = {.name = "rate_too_small",
                    .title = "A learning rate a thousand times too small",
                    .help = "The gradient is right and the steps are tiny: the loss hardly moves.",
                    .panel = "gradients",
                    .mend = "Multiply the learning rate by 1000.",
                    .hints = {"Look at how far one step moves the weights.",
                              "A step moves the weights by a millionth of their length or so."}},
          .fits = any,
          .apply = [](Experiment& experiment) { multiply_rate(experiment, 0.001); }};
}

}  // namespace saddle::faults
