#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType rate_too_large() {
  return {.about = {.name = "rate_too_large",
                    .title = "A learning rate a hundred times too large",
                    .help = "Each step goes over the valley: the loss leaps, or grows beyond all bounds.",
                    .panel = "gradients",
                    .mend = "Divide the learning rate by 100.",
                    .hints = {"Look at how far one step moves the weights.",
                              "A step moves the weights by a large part of their length."}},
          .fits = any,
          .apply = [](Experiment& experiment) { multiply_rate(experiment, 100); }};
}

}  // namespace saddle::faults
