#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType wide_sigmoid() {
  return {.about = {.name = "wide_sigmoid",
                    .title = "Weights of N(0, 1) before a sigmoid",
                    .help = "The sums are so large that the sigmoid gives 0 or 1, where its slope is nearly 0.",
                    .panel = "signals",
                    .mend = "Draw the first weights by Xavier.",
                    .hints = {"Look at how the outputs of the hidden layers are spread.",
                              "The outputs of the first sigmoid lie at 0 and at 1."}},
          .fits = [](const Experiment& experiment) { return has_layer(experiment, "sigmoid"); },
          .apply = [](Experiment& experiment) { set_inits(experiment, 1.0); }};
}

}  // namespace saddle::faults
