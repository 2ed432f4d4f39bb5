#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType unscaled_inputs() {
  return {
      .about =
          {.name = "unscaled_inputs",
           .title = "The inputs are not scaled",
           .help =
               "Values of up to 255 make sums and gradients as many times larger as the first weights were drawn for.",
           .panel = "signals",
           .mend = "Divide the inputs by 255.",
           .hints = {"Look at how large the numbers are that go through the network.",
                     "The outputs of the first layer are hundreds of times as large as they should be."}},
      .fits = any,
      .sabotage = Sabotage::unscaled_inputs};
}

}  // namespace saddle::faults
