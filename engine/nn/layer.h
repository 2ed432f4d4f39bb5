#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/tensor.h"
#include "saddle/properties.h"

namespace saddle {

enum class Role { weight, bias, scale, statistic };  // who initializes it, decays it, trains it

// What a layer needs to be told apart, sized and initialized, before there is memory for it.
struct ParamSpec {
  std::string name;  // "weight"
  Role role = Role::weight;
  Shape shape;  // as in files: dense (out, in), convolution (out, in, kh, kw)
  int fan_in = 0, fan_out = 0;
};

template <class Real>
struct Param {
  ParamSpec spec;
  Tensor<Real> value, grad;  // the statistic's gradient stays empty
};

struct Pass {
  bool training = false;
  uint64_t seed = 0;         // equal passes draw equal random numbers
  int64_t first_sample = 0;  // where in the batch the views begin: sample i of a view is sample first_sample + i
};
template <class Real>
using Inputs = std::span<const View<const Real>>;
template <class Real>
using InputGrads = std::span<const View<Real>>;

// Many inputs, one output; views hold consecutive samples, images as (N, H, W, C).
//
// forward() and backward() may run on several threads at once, each on samples of its own, and what they do to one
// sample must not depend on its neighbours in the view. The gradient of the parameters, which is a sum over the batch,
// is computed apart, in parts of a fixed number; each part may run on a thread of its own, and finish_gradient() adds
// them up in their order.
template <class Real>
class Layer {
 public:
  virtual ~Layer() = default;
  virtual void configure(const Properties&) {}  // again when a live property changes
  virtual void prepare(int /*batch*/) {}        // allocate here: nothing below does
  virtual void refresh() {}                     // the parameters have changed
  virtual void forward(const Pass& pass, Inputs<Real> in, View<Real> out) = 0;
  // Assigns (never adds) the gradient of every input whose view is not empty.
  virtual void backward(const Pass& pass, Inputs<Real> in, View<const Real> out, View<const Real> dout,
                        InputGrads<Real> din) = 0;
  // How many parts the gradient of the parameters over `batch` samples is cut into; depends on nothing else.
  virtual int gradient_parts(int /*batch*/) const { return 0; }
  virtual void gradient(Inputs<Real> /*in*/, View<const Real> /*dout*/, int /*part*/) {}  // whole batch
  virtual void finish_gradient(int /*batch*/) {}  // every Param::grad is assigned when this returns

  std::span<Param<Real>> params() { return params_; }
  std::span<const Param<Real>> params() const { return params_; }
  void allocate(std::span<const ParamSpec> specs) {
    params_.clear();
    for (const ParamSpec& spec : specs) {
      params_.push_back(
          {spec, Tensor<Real>(spec.shape), spec.role == Role::statistic ? Tensor<Real>() : Tensor<Real>(spec.shape)});
    }
  }

 private:
  std::vector<Param<Real>> params_;
};

}  // namespace saddle
