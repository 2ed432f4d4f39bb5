#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/epilogue.h"
#include "core/tensor.h"
#include "model/param_spec.h"
#include "saddle/properties.h"

namespace saddle {

template <class Real>
struct Param {
  ParamSpec spec;
  Tensor<Real> value;
  Tensor<Real> grad;  // empty before the first training pass, and of statistics always
};

struct Pass {
  bool training = false;
  uint64_t seed = 0;              // equal passes draw equal random numbers
  int64_t first_sample = 0;       // where in the batch the views begin: sample i of a view is sample first_sample + i
  bool every_activation = false;  // layers that could be folded into their neighbors run by themselves
  bool outputs_alone = false;     // in backward: the gradient of outputs, not of parameters (but see Network::backward)
  bool shared = false;            // by all ranks, which make it together (Network::share); otherwise each by itself
  Epilogue epilogue = Epilogue::none;  // of a layer that TakesEpilogue: applied to what forward() stores
};
template <class Real>
using Inputs = std::span<const View<const Real>>;
template <class Real>
using InputGrads = std::span<const View<Real>>;

// The extents of `samples` samples in memory: (N, H, W, C) for a (C, H, W), (N, features) for a vector.
inline Shape in_memory(const Shape& sample, int64_t samples) {
  if (sample.rank() == 3) return {samples, sample[1], sample[2], sample[0]};
  return {samples, sample.size()};
}

enum class Use { inference, training };

// One operation of a network: many inputs, one output. Views hold consecutive samples of a batch, vectors as
// (N, features), images as (N, H, W, C).
//
// forward() and backward() may run on several threads at once, each on samples of its own, and what they do to one
// sample must not depend on its neighbors in the view; neither allocates. All other methods run on one thread while
// nothing else uses the layer.
//
// Most layers need no more than this. A layer that can do more, or must see the whole batch, also derives from one or
// more of the interfaces of nn/layer_interfaces.h; a layer with parameters from BatchGradient or SummedGradient.
template <class Real>
class Layer {
 public:
  virtual ~Layer() = default;

  // Called after construction, and again when a live property changes.
  virtual void configure(const Properties&) {}
  // The parameters have changed: what is derived from them must be computed anew. What only backward() needs may be
  // left out unless `use` is training. May allocate the first time that it is called with this `use`.
  virtual void refresh(Use /*use*/) {}
  // Assigns `out`.
  virtual void forward(const Pass& pass, Inputs<Real> in, View<Real> out) = 0;
  // Assigns (never adds) the gradient of every input whose view in `din` is not empty. `in` and `out` are those of
  // forward(), dout is the gradient at the output and of its shape.
  virtual void backward(const Pass& pass, Inputs<Real> in, View<const Real> out, View<const Real> dout,
                        InputGrads<Real> din) = 0;

  std::span<Param<Real>> params() { return params_; }
  std::span<const Param<Real>> params() const { return params_; }

  // Makes room for the parameters; called by who makes the layer.
  void allocate(std::span<const ParamSpec> specs) {
    params_.clear();
    for (const ParamSpec& spec : specs) params_.push_back({spec, Tensor<Real>(spec.shape), {}});
  }
  // Makes room for their gradients; called before the first training pass.
  void allocate_gradients() {
    for (Param<Real>& param : params_) {
      if (param.spec.role != Role::statistic && param.grad.size() == 0) param.grad = Tensor<Real>(param.spec.shape);
    }
  }

 private:
  std::vector<Param<Real>> params_;
};

}  // namespace saddle
