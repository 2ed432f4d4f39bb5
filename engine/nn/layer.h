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
  bool every_activation = false;  // layers that could be folded into their neighbours run by themselves
  bool outputs_alone = false;     // in backward: the gradient of outputs, not of parameters (but see Network::backward)
  Epilogue epilogue = Epilogue::none;  // of a layer that takes one: applied to what forward() stores
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

// A survey of the batch is cut into parts of so many samples, the last of what remains: few enough that they are still
// in the cache when the network surveys what it has just computed.
constexpr int surveyed_together = 4;

// Many inputs, one output; views hold consecutive samples, images as (N, H, W, C).
//
// forward() and backward() may run on several threads at once, each on samples of its own, and what they do to one
// sample must not depend on its neighbours in the view. What is a sum over the batch - the gradient of the parameters,
// the statistics of batch norm - is computed apart, in parts of a fixed number; each part may run on a thread of its
// own, and finish_…() adds them up in their order.
template <class Real>
class Layer {
 public:
  virtual ~Layer() = default;
  virtual void configure(const Properties&) {}  // again when a live property changes
  // Before the first training pass over up to `batch` samples: allocate here, for nothing below does.
  // `parts`: of add_gradient().
  virtual void prepare(int /*batch*/, int /*parts*/) {}
  // The parameters have changed. What only backward() needs may be left out unless `use` is training.
  virtual void refresh(Use /*use*/) {}
  // The same in parts, for threads to share out, once it was done as a whole.
  virtual int refresh_parts() const { return 1; }
  virtual void refresh_part(Use use, int /*part*/) { refresh(use); }
  virtual void forward(const Pass& pass, Inputs<Real> in, View<Real> out) = 0;
  // Assigns (never adds) the gradient of every input whose view is not empty.
  virtual void backward(const Pass& pass, Inputs<Real> in, View<const Real> out, View<const Real> dout,
                        InputGrads<Real> din) = 0;
  // How many parts the gradient of the parameters over `batch` samples is cut into; depends on nothing else.
  virtual int gradient_parts(int /*batch*/) const { return 0; }
  virtual void gradient(Inputs<Real> /*in*/, View<const Real> /*dout*/, int /*part*/) {}  // whole batch
  // Every Param::grad is assigned once all these parts, which threads may share out, were finished.
  virtual int finish_parts() const { return 0; }
  virtual void finish_gradient(int /*batch*/, int /*part*/) {}
  // Where the gradient is a plain sum over the samples, it can be had run by run, each while it is in the cache: adds
  // that of these samples to a part of the sum. That of a part's first samples, which may be none, is assigned.
  virtual bool adds_gradient() const { return false; }
  virtual void add_gradient(Inputs<Real> /*in*/, View<const Real> /*dout*/, int /*part*/, bool /*first*/) {}

  // Layers whose training pass depends on the whole batch say in how many parts they survey it: none, or one for each
  // `surveyed_together` samples. The network brings the whole batch up to them, surveys it, and goes on; on the way
  // back their gradient(), in as many parts, comes before their backward().
  virtual int survey_parts(int /*batch*/) const { return 0; }
  virtual void survey(Inputs<Real> /*in*/, int /*part*/) {}  // whole batch
  virtual void finish_survey(int /*batch*/) {}
  // False where what was surveyed overflowed: no step can be made with it, whatever the loss.
  virtual bool survey_is_finite() const { return true; }
  virtual void keep_survey() {}  // the step was good: what was surveyed enters the running statistics
  // Where inference is scale * x + shift for each channel of an image, or each feature: assigns them and says true.
  virtual bool inference_affine(std::vector<Real>& /*scale*/, std::vector<Real>& /*shift*/) const { return false; }

  // What this layer does to each number by itself, where others can do it as they store theirs; and whether this layer
  // can: forward() then applies pass.epilogue.
  virtual Epilogue as_epilogue() const { return Epilogue::none; }
  virtual bool takes_epilogue() const { return false; }
  // Whether din[0] may lie where dout lies.
  virtual bool backward_in_place() const { return false; }

  std::span<Param<Real>> params() { return params_; }
  std::span<const Param<Real>> params() const { return params_; }
  void allocate(std::span<const ParamSpec> specs) {
    params_.clear();
    for (const ParamSpec& spec : specs) params_.push_back({spec, Tensor<Real>(spec.shape), {}});
  }
  void allocate_gradients() {
    for (Param<Real>& param : params_) {
      if (param.spec.role != Role::statistic && param.grad.size() == 0) param.grad = Tensor<Real>(param.spec.shape);
    }
  }

 private:
  std::vector<Param<Real>> params_;
};

}  // namespace saddle
