#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "saddle/precision.h"

namespace saddle {

// Training in a narrow number format, as tensor cores do it (Micikevicius et al., 2018, "Mixed precision training"):
// weights, activations, and the gradients of both are rounded to the format, while sums are taken in float. The loss is
// multiplied by a scale before the way back, and the gradients of the weights are divided by it: what would be too
// small for the format then is not.
struct RoundedTrainingOptions {
  Precision precision = Precision::half;  // not int8
  double loss_scale = 1;
  // The optimizer adds its steps to weights in float, of which those of the format are rounded anew; otherwise to the
  // rounded weights themselves, where small steps are lost.
  bool float_weights = true;
  int64_t steps = 300;
};
struct RoundedTraining {
  std::vector<double> losses = {};  // of each step
  std::vector<double> zeros = {};   // of each step: the share of the weights' gradients that are 0 in the format
  int64_t skipped = 0;              // steps with a gradient that overflowed: they change nothing

  int64_t steps() const { return static_cast<int64_t>(losses.size()); }
};
// Trains from the first weights on, on this thread. A loss that is not finite ends it. `go_on` is asked after each
// step; where it says no, training ends there. Throws Error where the experiment does not fit the data, has auxiliary
// outputs, or the format is int8.
RoundedTraining train_rounded(const Experiment& experiment, std::shared_ptr<const Dataset> dataset,
                              const RoundedTrainingOptions& options = {},
                              const std::function<bool(const RoundedTraining&)>& go_on = {});

}  // namespace saddle
