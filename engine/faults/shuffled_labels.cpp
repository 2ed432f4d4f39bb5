#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType shuffled_labels() {
  return {.about = {.name = "shuffled_labels",
                    .title = "The labels of the training samples are shuffled",
                    .help = "There is nothing to learn but noise: no rule leads from a picture to its label.",
                    .panel = "data",
                    .mend = "Keep each label with its sample.",
                    .hints = {"Look at what it learns from, not at how.",
                              "In the panel Data, pictures and their labels do not belong together."}},
          .fits = any,
          .sabotage = Sabotage::shuffled_labels};
}

}  // namespace saddle::faults
