#pragma once

#include <cstdint>
#include <vector>

#include "saddle/plan.h"

namespace saddle {

// A run of layers whose outputs are of one size: what lies between two halvings of the picture.
struct ArchitectureStage {
  int64_t rows = 1, columns = 1;  // of a channel; 1 x 1 of vectors
  int64_t channels = 0;           // of its last layer
  int weighted = 0;               // convolutions and dense layers
  int sums = 0, joins = 0;        // layers that add their inputs, and that put them side by side
  int64_t parameters = 0;
};

// What a network's plan says of it as a whole, without what only training has: auxiliary outputs and the layers that
// lead to nothing else.
struct Architecture {
  int depth = 0;  // convolutions and dense layers on the longest way: the 50 of ResNet-50
  int64_t parameters = 0;
  int64_t flops = 0;                                    // of one forward pass over one sample; a multiply-add is two
  int64_t weighted_parameters = 0, weighted_flops = 0;  // of convolutions and dense layers alone
  int64_t activation_bytes = 0;                         // of one sample, all of them, as training keeps them
  double field = 0;  // the side, in pixels, that one pixel of the last map sees; 0: the data are no picture
  std::vector<ArchitectureStage> stages = {};
};
// `plan` is that of the network, without issues.
Architecture architecture_of(const std::vector<Node>& network, const Plan& plan);

// A convolution or dense layer by its extents, of which its cost follows: weights = kernel (inputs + bias) outputs.
struct WeightedLayer {
  int kernel_rows = 1, kernel_columns = 1;
  int64_t inputs = 0, outputs = 0, rows = 1, columns = 1;
  bool bias = true;
  int times = 1;  // one after the other
  bool alike(const WeightedLayer& other) const;
  int64_t parameters() const;  // of all of them
  int64_t macs() const;
};
// In the order in which they run; equal neighbors are one row.
std::vector<WeightedLayer> weighted_layers(const std::vector<Node>& network, const Plan& plan);

}  // namespace saddle
