#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "nn/layer_interfaces.h"
#include "saddle/experiment.h"
#include "saddle/plan.h"

namespace saddle {

// At inference batch norm is y = scale * x + shift; behind a dense layer or a convolution that is one more dense layer
// or convolution, with the weights scale * W and the biases scale * b + shift (Jacob et al., 2018, 3.2). This keeps
// those.
template <class Real>
class Folding {
 public:
  // Folds `step`, which runs `layer`, into the step before it, `host`, which runs `linear` and nothing else uses.
  // Returns false if that cannot be.
  bool add(StepIndex step, StepIndex host, const Layer<Real>& layer, const Layer<Real>& linear, const Node& host_node,
           const Shape& host_input, const Shape& host_output);
  void parameters_changed() { current_ = false; }
  // Nothing is folded into, or out of, the steps that run by themselves.
  void leave_alone(const IndexedVector<StepIndex, bool>& alone);
  // Before an inference pass; computes the weights anew where parameters have changed.
  void refresh();
  // The layer that does the work of this host and of the step that is folded into it; null: it hosts none.
  Layer<Real>* host(StepIndex step) const;
  // The step that is folded into this host, or the step itself.
  StepIndex result_of(StepIndex step) const;
  bool is_folded(StepIndex step) const;

 private:
  struct Pair {
    StepIndex step, host;
    const AffineAtInference<Real>* affine = nullptr;
    const Layer<Real>* linear = nullptr;
    Node node;
    Shape input;
    std::unique_ptr<Layer<Real>> layer = {};  // made when it is first needed
    bool apart = false;                       // not folded for now
  };
  void fold(Pair& pair) const;

  std::vector<Pair> pairs_;
  bool current_ = false;
};

}  // namespace saddle
