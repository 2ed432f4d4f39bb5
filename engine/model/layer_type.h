#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/factory.h"
#include "model/operation.h"
#include "model/param_spec.h"
#include "saddle/catalog.h"
#include "saddle/traits.h"

namespace saddle {

template <class Real>
class Layer;  // nn/layer.h

// Which pixels of its input an output pixel i is made of: from i * stride - padding on, `kernel` of them. None: from
// the pixel at its own place where an image becomes an image, otherwise from all there are.
struct Window {
  struct Side {
    double kernel = 1, stride = 1, padding = 0;
  };
  Side rows = {}, columns = {};
};

// What follows from options and input shapes alone; costs no tensor.
struct Signature {
  Shape output;  // of one sample: (C, H, W) or (features)
  std::vector<ParamSpec> params = {};
  int64_t macs = 0;  // multiply-adds of one forward pass over one sample
  std::optional<Window> window = {};
};

// A function that squeezes what comes in between two ends. Within 1.5 % of the range of an end - of tanh: beyond 0.97 -
// its slope is under 6 % of its largest, and little gradient comes through: it is saturated (Glorot and Bengio, 2010,
// 3; the threshold after Karpathy, "makemore", part 3, 2022).
struct Saturation {
  double low = 0, high = 1;
  double margin() const { return 0.015 * (high - low); }
};

// Of a convolution's geometry, or a pooling's.
template <class Geometry>
Window window_of(const Geometry& g) {
  return {.rows = {double(g.kernel_h), double(g.stride_h), double(g.padding_h)},
          .columns = {double(g.kernel_w), double(g.stride_w), double(g.padding_w)}};
}

struct LayerType {
  Entry entry;
  LayerTraits traits = {};
  int min_inputs = 1, max_inputs = 1;
  std::optional<Saturation> saturates = {};
  std::string_view no_gradient = {};  // why nothing before it can learn: a sentence
  // Throws Error without a place; the plan knows the place.
  std::function<Signature(const Properties&, std::span<const Shape>)> infer;
  // Of options and inputs that infer() accepts.
  std::function<Operations(const Properties&, std::span<const Shape>)> operations;
  Factory<Layer, const Properties&, std::span<const Shape>> factory;

  bool is_auxiliary() const { return traits.family == LayerTraits::Family::auxiliary; }
};

namespace layers {
const std::vector<LayerType>& all();
}

}  // namespace saddle
