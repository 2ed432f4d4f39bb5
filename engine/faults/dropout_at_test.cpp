#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType dropout_at_test() {
  return {.about = {.name = "dropout_at_test",
                    .title = "Dropout is on at test time",
                    .help = "Units are silenced while it answers: the measured accuracy is lower than what it knows.",
                    .panel = "curves",
                    .mend = "Switch dropout off when it is tested.",
                    .hints = {"Compare what it does in training with what it does when it is tested.",
                              "The confusion matrix counts more right answers than the curve of the accuracy shows."}},
          .fits =
              [](const Experiment& experiment) {
                return has_layer(experiment, "dropout") && !normalizes_batch(experiment);
              },
          .sabotage = Sabotage::dropout_at_test};
}

}  // namespace saddle::faults
