#pragma once

#include <vector>

#include "nn/network.h"
#include "saddle/precision.h"
#include "saddle/thread_safety.h"
#include "train/moment.h"

namespace saddle {

// While it lives, the network infers in another number format: its parameters are rounded, and so is what comes out of
// each layer. It puts the parameters back at its end.
class RoundedInference {
 public:
  RoundedInference(Network<float>& network, Precision precision);
  ~RoundedInference();
  RoundedInference(const RoundedInference&) = delete;
  RoundedInference& operator=(const RoundedInference&) = delete;

  std::vector<RoundedLayer> layers() const;  // what has been rounded so far, in the order in which they run

 private:
  void round(View<float> values, RoundedLayer& layer) const;

  Network<float>& network_;
  Precision precision_;
  const Moment before_;
  mutable Mutex mutex_;  // the workers round side by side
  std::vector<RoundedLayer> layers_ SADDLE_GUARDED_BY(mutex_);
};

}  // namespace saddle
