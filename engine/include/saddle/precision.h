#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saddle/evaluation.h"

namespace saddle {

// The number format that inference emulates: weights and activations are rounded to it, while sums are taken in float,
// as in tensor cores. int8 has one scale for the weights of a layer and one for each sample's outputs of a layer, of
// which the largest magnitude is 127; biases, and what normalizes, stay in float (Jacob et al., 2018).
enum class Precision { float32, half, bfloat16, int8 };
// Returns the format named "float", "half", "bfloat16" or "int8". Throws Error for another name.
Precision precision_named(std::string_view name);

// What rounding did to one layer's weights and activations.
struct RoundedLayer {
  std::string name;
  int64_t values = 0;            // how many were rounded: weights once, activations once per sample
  int64_t overflows = 0;         // how many became infinite
  int64_t underflows = 0;        // how many became 0 that were not
  double largest_magnitude = 0;  // before rounding
  // How far the layer's outputs are at most from those of the network in float, as a share of the largest of these: of
  // the first samples, with all that was rounded before it. NaN: something is not finite any more.
  double largest_error = 0;
};
struct RoundedEvaluation {
  Evaluation evaluation;
  std::vector<RoundedLayer> layers;  // in the order of execution
};

}  // namespace saddle
