#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType cut_gradient() {
  return {
      .about = {.name = "cut_gradient",
                .title = "The gradient of one layer is cut",
                .help = "Its weights stay what they were drawn as, while all others learn around them.",
                .panel = "gradients",
                .mend = "Let the gradient of every parameter reach the optimizer.",
                .hints = {"Compare the layers: does each of them learn?", "One layer has a gradient of exactly 0."}},
      .fits = any,
      .sabotage = Sabotage::cut_gradient};
}

}  // namespace saddle::faults
