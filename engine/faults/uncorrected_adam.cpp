#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType uncorrected_adam() {
  return {.about = {.name = "uncorrected_adam",
                    .title = "Adam without its bias correction",
                    .help = "Its averages begin at 0 and count as full: the first steps are several times too long.",
                    .panel = "gradients",
                    .mend = "Divide m by 1 - beta1^t, and v by 1 - beta2^t.",
                    .hints = {"Look at the first steps, not at the end.",
                              "The very first steps move the weights several times as far as the later ones."}},
          .fits = [](const Experiment& experiment) { return experiment.optimizer.type == "adam"; },
          .sabotage = Sabotage::uncorrected_adam};
}

}  // namespace saddle::faults
