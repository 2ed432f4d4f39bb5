#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rng.h"
#include "nn/layer.h"
#include "saddle/catalog.h"
#include "saddle/experiment.h"

namespace saddle {

// How weights begin. Biases and the like begin at 0, scales at 1.
struct InitializerType {
  Entry entry;
  std::function<double(Rng&, int fan_in, int fan_out)> draw;  // one weight
};

namespace initializers {
const std::vector<InitializerType>& all();
// For the `init` of a layer: "he", "xavier" …
std::vector<std::string_view> names();
}  // namespace initializers

// What the parameters of one layer begin with.
struct Start {
  Value init = 0.0;  // the name of an initializer or the standard deviation of N(0, sigma^2)
  double bias = 0;   // of every bias
  std::vector<double> weights = {}, biases = {};  // written out, in the order of the file; empty: as above
};
// What the node asks for, by its properties `init`, `bias_init`, `weights` and `biases` or their defaults. Throws
// Error.
struct LayerType;
Start start_of(const Node& node, const LayerType& type);

// Fills the parameters of one layer: drawn in double whatever Real is, from streams keyed by (seed, node, parameter).
template <class Real>
void initialize(std::span<Param<Real>> params, const Start& start, uint64_t seed, std::string_view node);

}  // namespace saddle
