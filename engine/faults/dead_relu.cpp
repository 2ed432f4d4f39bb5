#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType dead_relu() {
  return {.about = {.name = "dead_relu",
                    .title = "A bias far below 0 before a ReLU",
                    .help = "No sample lifts a unit above 0, so that neither its output nor its gradient ever is "
                            "anything else than 0.",
                    .panel = "signals",
                    .mend = "Begin biases at 0.",
                    .hints = {"Look at what comes out of the first layers.", "Behind the first ReLU all is 0."}},
          .fits = rectifies,
          .sabotage = Sabotage::dead_biases};
}

}  // namespace saddle::faults
