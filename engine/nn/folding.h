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
  bool add(size_t step, size_t host, const Layer<Real>& layer, const Layer<Real>& linear, const Node& host_node,
           const Shape& host_input, const Shape& host_output);
  void parameters_changed() { current_ = false; }
  // Before an inference pass; computes the weights anew where parameters have changed.
  void refresh();
  // The layer that does the work of this host and of the step that is folded into it; null: it hosts none.
  Layer<Real>* host(size_t step) const;
  // The step that is folded into this host, or the step itself.
  size_t result_of(size_t step) const;
  bool is_folded(size_t step) const;

 private:
  struct Pair {
    size_t step = 0, host = 0;
    const AffineAtInference<Real>* affine = nullptr;
    const Layer<Real>* linear = nullptr;
    Node node;
    Shape input;
    std::unique_ptr<Layer<Real>> layer = {};  // made when it is first needed
  };
  void fold(Pair& pair) const;

  std::vector<Pair> pairs_;
  bool current_ = false;
};

}  // namespace saddle
