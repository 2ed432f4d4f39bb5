#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType test_in_training() {
  return {
      .about = {.name = "test_in_training",
                .title = "The test samples are among the training samples",
                .help = "What it is tested on it has learned by heart: the accuracy says nothing about new samples.",
                .panel = "curves",
                .mend = "Keep test samples out of training.",
                .hints = {"Are these results too good?",
                          "On the test samples it is as good as on the training samples, to the last."}},
      .fits = any,
      .sabotage = Sabotage::test_in_training};
}

}  // namespace saddle::faults
