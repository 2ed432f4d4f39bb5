#pragma once

#include <utility>
#include <vector>

#include "probes/probe_type.h"

namespace saddle {

// A training pass over the same samples of the training set every time, spread evenly over it, so that what is shown
// moves because the network does. Batch norm uses the statistics of these samples, and dropout always drops the same.
// What the last step left - gradients of parameters - is put back when this goes.
class ProbePass {
 public:
  // Runs forward, and backward where `gradients`. `samples`: at most so many.
  ProbePass(ProbeContext& context, int samples, bool gradients);
  ~ProbePass();
  ProbePass(const ProbePass&) = delete;
  ProbePass& operator=(const ProbePass&) = delete;

  int count() const { return count_; }

 private:
  ProbeContext& context_;
  int count_ = 0;
  std::vector<std::pair<Param<float>*, Tensor<float>>> kept_;
};

}  // namespace saddle
