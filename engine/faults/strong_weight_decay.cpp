#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType strong_weight_decay() {
  return {
      .about = {.name = "strong_weight_decay",
                .title = "A weight decay far too strong",
                .help = "It pulls the weights to 0 harder than the gradient pulls them anywhere else.",
                .panel = "gradients",
                .mend = "Divide the weight decay by 1000, or set it to 0.",
                .hints = {"Look at the weights in the course of the run.", "The weights only shrink."}},
      .fits = any,
      .apply = [](Experiment& experiment) { experiment.optimizer.properties.insert_or_assign("weight_decay", 1.0); }};
}

}  // namespace saddle::faults
