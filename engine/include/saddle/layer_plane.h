#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "saddle/model.h"

// Where samples lie in what a layer makes of them, seen in a plane. May be called on any thread.
namespace saddle {

// The layers that the answer comes of, in the order in which they run; by name.
std::vector<std::string> layers_of(const Model& model);
// The outputs of one of them for each sample, one after the other, channels-last. Throws Error where Model::predict()
// does, and for a layer that there is not.
std::vector<float> layer_outputs(const Model& model, std::span<const float> samples, const std::string& layer);

// The plane of the two directions along which outputs vary most (principal components: Pearson, 1901).
struct LayerPlane {
  std::vector<float> mean = {};                 // (outputs)
  std::array<std::vector<float>, 2> axes = {};  // (outputs) each, of length 1, at right angles
  std::array<double, 2> explained = {};         // shares of the variance along them
};
// `outputs`: (samples, width). The sign of an axis is that of its largest number. Throws Error for fewer than three
// samples.
LayerPlane plane_of(std::span<const float> outputs, int64_t width);
// Where they lie in it: (x, y) of each. A plane that is kept while weights move keeps places comparable: the map is
// linear.
std::vector<std::array<float, 2>> places_in(const LayerPlane& plane, std::span<const float> outputs);

}  // namespace saddle
