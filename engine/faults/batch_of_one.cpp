#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType batch_of_one() {
  return {.about = {.name = "batch_of_one",
                    .title = "Batches of one sample",
                    .help = "Each step follows one sample, and undoes what the one before it taught.",
                    .panel = "curves",
                    .mend = "Use batches of 50 samples.",
                    .hints = {"Look at the loss from step to step.",
                              "The loss leaps from next to nothing to many times its mean, and an epoch has as many "
                              "steps as samples."}},
          .fits = any,
          .apply = [](Experiment& experiment) { experiment.training["batch_size"] = 1; }};
}

}  // namespace saddle::faults
