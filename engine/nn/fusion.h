#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "nn/layer.h"
#include "saddle/plan.h"

namespace saddle {

// Where the inputs of each step come from: an earlier step; nullopt: the data.
using StepSources = IndexedVector<StepIndex, std::vector<std::optional<StepIndex>>>;

// Which steps of a network run as one, and which gradients share their memory. This is the only place that decides it;
// the layers know nothing of it, and a pass that wants to see every activation runs without.
//
// - An activation function that another layer can apply to what it stores (ReLU behind a convolution) is applied there:
//   the output before it is never written.
// - A gradient that is computed number by number from the one behind it (ReLU, batch norm) takes the other's place.
class Fusion {
 public:
  // `kept`: the outputs whose gradient is assigned from outside. `alone`: the steps that run by themselves.
  template <class Real>
  Fusion(const IndexedVector<StepIndex, std::unique_ptr<Layer<Real>>>& layers, const StepSources& sources,
         const IndexedVector<StepIndex, bool>& kept, const IndexedVector<StepIndex, bool>& alone);
  Fusion() = default;

  // The step whose output this step stores: itself, or the activation function it applies.
  StepIndex result_of(StepIndex step) const { return result_[step]; }
  // What this step applies to what it stores.
  Epilogue epilogue_of(StepIndex step) const { return epilogue_[step]; }
  // Another step does this one's forward pass.
  bool is_applied(StepIndex step) const { return applied_[step]; }
  // The step in whose memory the gradient at this step's output lies.
  StepIndex gradient_of(StepIndex step) const { return gradient_[step]; }

 private:
  IndexedVector<StepIndex, StepIndex> result_, gradient_;
  IndexedVector<StepIndex, Epilogue> epilogue_;
  IndexedVector<StepIndex, bool> applied_;
};

}  // namespace saddle
