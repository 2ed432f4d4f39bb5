#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "saddle/shape.h"

namespace saddle {

// Where an operation takes one of its inputs from.
namespace operand {
// An input of the layer.
struct Input {
  int index = 0;
};
// What an operation before this one gives, counted from the layer's first.
struct Result {
  int index = 0;
};
// A parameter of the layer, as files hold it, which is as ONNX wants it.
struct Parameter {
  std::string name;  // of its ParamSpec: "weight"
  // A letter for each axis: O outputs, I inputs of the layer, C channels or features, H height, W width. A
  // convolution's weight is OIHW, a dense layer's OI; its inputs count an image in the order CHW.
  std::string axes;
  // Of a running variance: where both it and `mean` are 0, nothing has been seen yet, and `value` stands for it.
  struct Unseen {
    std::string mean;
    double value = 1;
  };
  std::optional<Unseen> unseen = {};
};
struct Constant {
  Shape shape;  // of rank 0: a scalar
  std::vector<float> values;
};
// An optional input that is left out.
struct Absent {};
}  // namespace operand
using Operand = std::variant<operand::Input, operand::Result, operand::Parameter, operand::Constant, operand::Absent>;

// An operator of ONNX with its inputs and attributes, in the words of operator set 17 (https://onnx.ai/onnx/operators).
// Tensors are (N, C, H, W) or (N, features).
struct Operation {
  using Attribute = std::variant<int64_t, double, std::string, std::vector<int64_t>>;
  using Attributes = std::map<std::string, Attribute>;

  std::string name;  // "Conv"
  std::vector<Operand> operands = {operand::Input{}};
  Attributes attributes = {};  // only what differs from ONNX's default, or has none
};

// What a layer computes at inference: the last operation gives its output. This is what exporters read; nothing else in
// the engine names another program's dialect.
using Operations = std::vector<Operation>;

// Describes a layer that is one operator of one input, whatever its options.
inline auto always(std::string name, Operation::Attributes attributes = {}) {
  return [operation = Operation{.name = std::move(name), .attributes = std::move(attributes)}](
             const auto&, std::span<const Shape>) { return Operations{operation}; };
}

// Combines any number of inputs, two at a time: ((x0 ∘ x1) ∘ x2) ∘ …
Operations folded(const std::string& name, size_t inputs);

// The attributes of a window that slides over an image: a convolution's or a pooling's geometry.
template <class Geometry>
Operation::Attributes window_attributes(const Geometry& g) {
  return {{"kernel_shape", std::vector<int64_t>{g.kernel_h, g.kernel_w}},
          {"strides", std::vector<int64_t>{g.stride_h, g.stride_w}},
          {"pads", std::vector<int64_t>{g.padding_h, g.padding_w, g.padding_h, g.padding_w}}};
}

}  // namespace saddle
