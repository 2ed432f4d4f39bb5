#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "nn/layer.h"

namespace saddle {

// Which steps of a network run as one, and which gradients share their memory. This is the only place that decides it;
// the layers know nothing of it, and a pass that wants to see every activation runs without.
//
// - An activation function that another layer can apply to what it stores (ReLU behind a convolution) is applied there:
//   the output before it is never written.
// - A gradient that is computed number by number from the one behind it (ReLU, batch norm) takes the other's place.
class Fusion {
 public:
  // The wires of each step: from an earlier step, or -1 for the data. `kept`: the outputs whose gradient is assigned
  // from outside.
  template <class Real>
  Fusion(std::span<const std::unique_ptr<Layer<Real>>> layers, std::span<const std::vector<int>> wires,
         const std::vector<bool>& kept);
  Fusion() = default;

  // The step whose output this step stores: itself, or the activation function it applies.
  size_t result_of(size_t step) const { return result_[step]; }
  // What this step applies to what it stores.
  Epilogue epilogue_of(size_t step) const { return epilogue_[step]; }
  // Another step does this one's forward pass.
  bool is_applied(size_t step) const { return applied_[step]; }
  // The step in whose memory the gradient at this step's output lies.
  size_t gradient_of(size_t step) const { return gradient_[step]; }

 private:
  std::vector<size_t> result_, gradient_;
  std::vector<Epilogue> epilogue_;
  std::vector<bool> applied_;
};

}  // namespace saddle
