#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saddle/evaluation.h"

namespace saddle {

// The number format that inference emulates: weights and activations are rounded to it, while sums are taken in float,
// as in tensor cores.
enum class Precision { float32, half, bfloat16 };
// Returns the format named "float", "half" or "bfloat16". Throws Error for another name.
Precision precision_named(std::string_view name);

// What rounding did to one layer's weights and activations.
struct RoundedLayer {
  std::string name;
  int64_t values = 0;            // how many were rounded: weights once, activations once per sample
  int64_t overflows = 0;         // how many became infinite
  int64_t underflows = 0;        // how many became 0 that were not
  double largest_magnitude = 0;  // before rounding
};
struct RoundedEvaluation {
  Evaluation evaluation;
  std::vector<RoundedLayer> layers;  // in the order of execution
};

}  // namespace saddle
