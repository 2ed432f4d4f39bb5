#pragma once

#include <vector>

#include "saddle/results.h"
#include "train/probe_type.h"

namespace saddle {

// The output for one sample, held against what it should be: everything of an Answer but `sample` and `step`. What is
// shown of the output (probabilities for logits) replaces it. `decided`: the class, or that of each pixel of a map;
// empty for regression.
Answer judge(ProbeContext& context, View<float> output, const Targets<float>& target, std::vector<int>& decided);

// The probability of class 1 is all that a single output gives.
inline float probability_of(const float* presented, int64_t outputs, int64_t k) {
  if (outputs > 1) return presented[k];
  return k == 1 ? presented[0] : 1 - presented[0];
}

}  // namespace saddle
