#pragma once

#include <functional>
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
  enum class Kind { weights, others, outputs };
  void round(View<float> values, Kind kind, RoundedLayer& layer) const;

  Network<float>& network_;
  Precision precision_;
  const Moment before_;
  mutable Mutex mutex_;  // the workers round side by side
  std::vector<RoundedLayer> layers_ SADDLE_GUARDED_BY(mutex_);
};

// Fills in RoundedLayer::largest_error. `infer` runs the same samples through the network each time, `count` at least.
void measure_rounding_errors(Network<float>& network, Precision precision, int count,
                             const std::function<void()>& infer, std::vector<RoundedLayer>& layers);
// So many samples are enough to see them.
constexpr int samples_of_errors = 16;

}  // namespace saddle
