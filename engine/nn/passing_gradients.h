#pragma once

#include <cstdint>

#include "nn/fusion.h"

namespace saddle {

// Where the gradients lie that only the steps of one run of samples look at: in memory that all runs of a thread share.
// Each has its place there from the step that assigns it first, which is the last to use its output, to the one that it
// is the gradient of; others may have the place before and after.
struct PassingGradients {
  // By Fusion::gradient_of, in numbers for each sample; -1: somebody else looks at it.
  IndexedVector<StepIndex, int64_t> place = {};
  int64_t width = 0;  // of the memory, for each sample
};

// `kept`: the outputs whose gradient somebody else looks at. `widths`: the numbers of each
// output of one sample.
PassingGradients passing_gradients(const Fusion& fusion, const StepSources& sources,
                                   const IndexedVector<StepIndex, bool>& kept,
                                   const IndexedVector<StepIndex, int64_t>& widths);

}  // namespace saddle
