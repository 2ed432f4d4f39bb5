#pragma once

#include <vector>

#include "nn/network.h"
#include "train/optimizer.h"

namespace saddle {

// The parameters and the optimizer's state of one moment, in memory, to go back to.
class SavePoint {
 public:
  void keep(const Network<float>& network, Optimizer<float>& optimizer, int64_t step);
  // The caller refreshes the network.
  void restore(const Network<float>& network, Optimizer<float>& optimizer) const;
  bool empty() const { return values_.empty(); }
  int64_t step() const { return step_; }  // -1: nothing was kept

 private:
  std::vector<Tensor<float>> values_, state_;
  int64_t step_ = -1, optimizer_steps_ = 0;
};

}  // namespace saddle
