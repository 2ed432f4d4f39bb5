#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/fusion.h"

namespace saddle {

// Where the gradients lie that only the steps of one run of samples look at: in memory that all runs of a thread share.
// Each has its place there from the step that assigns it first, which is the last to use its output, to the one that it
// is the gradient of; others may have the place before and after.
struct PassingGradients {
  std::vector<int64_t> place = {};  // by Fusion::gradient_of, in numbers for each sample; -1: somebody else looks at it
  int64_t width = 0;                // of the memory, for each sample
};

// `wires`: as of Fusion. `kept`: the outputs whose gradient somebody else looks at. `widths`: the numbers of each
// output of one sample.
PassingGradients passing_gradients(const Fusion& fusion, std::span<const std::vector<int>> wires,
                                   const std::vector<bool>& kept, std::span<const int64_t> widths);

}  // namespace saddle
