#pragma once

#include <utility>
#include <vector>

#include "train/probe_type.h"

namespace saddle {

// A training pass over the same samples of the training set every time, spread evenly over it, so that what is shown
// moves because the network does. Batch norm uses the statistics of these samples, and dropout always drops the same.
// What the last step left - gradients of parameters - is put back when this goes.
class ProbePass {
 public:
  // Runs forward, and backward where `gradients`. `samples`: at most so many.
  ProbePass(ProbeContext& context, int samples, bool gradients);
  // The same of one sample of the test set; count() is 0 where there is none of that index.
  static ProbePass of_test_sample(ProbeContext& context, int64_t index, bool gradients);
  ~ProbePass();
  ProbePass(const ProbePass&) = delete;
  ProbePass& operator=(const ProbePass&) = delete;

  int count() const { return count_; }

 private:
  ProbePass(ProbeContext& context, const Samples& from, const std::vector<int64_t>& indices, bool gradients);

  int count_ = 0;
  std::vector<std::pair<Param<float>*, Tensor<float>>> kept_;
};

}  // namespace saddle
