#include "faults/shared/settings.h"

namespace saddle::faults {

FaultType softmax_twice() {
  return {
      .about =
          {.name = "softmax_twice",
           .title = "Softmax is applied twice",
           .help = "Probabilities go into a softmax as if they were scores: the loss cannot fall below 1.46 for ten "
                   "classes.",
           .panel = "signals",
           .mend = "Give the loss the scores, without a softmax before it.",
           .hints = {"How low can the loss go, and how sure can it be?",
                     "The last outputs lie between 0 and 1, and the loss stays high although the answers are right."}},
      .fits = any,
      .apply = [](Experiment& experiment) { experiment.network.push_back({.name = {}, .type = "softmax"}); }};
}

}  // namespace saddle::faults
