#pragma once

#include <mutex>
#include <vector>

#include "nn/network.h"
#include "saddle/precision.h"
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

  const std::vector<RoundedLayer>& layers() const { return layers_; }

 private:
  void round(View<float> values, RoundedLayer& layer) const;

  Network<float>& network_;
  Precision precision_;
  const Moment before_;
  std::vector<RoundedLayer> layers_;
  std::mutex mutex_;  // guards layers_ while the workers run
};

}  // namespace saddle
