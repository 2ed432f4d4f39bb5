#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saddle/trainer.h"

namespace saddle {

// The number format in which inference is emulated: every weight and every activation is rounded to it, while each sum
// is taken in float, as tensor cores do.
enum class Precision { float32, half, bfloat16 };
// "float", "half", "bfloat16". Throws Error for another name.
Precision precision_named(std::string_view name);

// What rounding did to one layer's weights and activations.
struct RoundedLayer {
  std::string name;
  int64_t values = 0;            // how many were rounded: weights once, activations for every sample
  int64_t overflows = 0;         // became infinite
  int64_t underflows = 0;        // became 0 and were not
  double largest_magnitude = 0;  // before rounding
};
struct RoundedEvaluation {
  Evaluation evaluation;
  std::vector<RoundedLayer> layers;  // in the order in which they run
};

}  // namespace saddle
