#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType stale_batch_norm() {
  return {.about = {.name = "stale_batch_norm",
                    .title = "Batch norm is in the wrong mode",
                    .help = "Its running statistics are never updated, so that in testing it normalizes by numbers "
                            "that it has never seen.",
                    .panel = "curves",
                    .mend = "Update the running statistics in training, and use them when it is tested.",
                    .hints = {"Compare what it does in training with what it does when it is tested.",
                              "The loss of each step is small, and the loss on the same samples when tested is not."}},
          .fits = normalizes_batch,
          .sabotage = Sabotage::stale_statistics};
}

}  // namespace saddle::faults
