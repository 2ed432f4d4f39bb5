#pragma once

#include <cassert>

#include "nn/layer_interfaces.h"

namespace saddle {

// The interfaces that one layer has, looked up once; null: it has not. Valid as long as the layer.
template <class Real>
struct LayerRoles {
  BatchGradient<Real>* batch_gradient = nullptr;
  SummedGradient<Real>* summed_gradient = nullptr;
  BatchStatistics<Real>* statistics = nullptr;
  ParallelRefresh* parallel_refresh = nullptr;

  LayerRoles() = default;
  explicit LayerRoles(Layer<Real>& layer)
      : batch_gradient(dynamic_cast<BatchGradient<Real>*>(&layer)),
        summed_gradient(dynamic_cast<SummedGradient<Real>*>(&layer)),
        statistics(dynamic_cast<BatchStatistics<Real>*>(&layer)),
        parallel_refresh(dynamic_cast<ParallelRefresh*>(&layer)) {
    [[maybe_unused]] const int gradients =
        (batch_gradient != nullptr) + (summed_gradient != nullptr) + (statistics != nullptr);
    assert(gradients <= 1 && "who assigns the gradient of the parameters?");
    assert((layer.params().empty() || gradients == 1) && "nothing assigns the gradient of the parameters");
  }
};

}  // namespace saddle
