#pragma once

#include <optional>
#include <vector>

#include "probes/shared/plane_directions.h"
#include "train/target_batch.h"

namespace saddle {

struct ProbeContext;

// The loss at any weights, always of the same training samples, at inference: without dropout, with batch norm's
// running statistics, without the optimizer's penalty. A batch at a time. It has a network of its own, so that the one
// in training knows nothing of it.
class WeightLoss {
 public:
  // Of so many samples, spread evenly, or all where there are fewer.
  WeightLoss(const ProbeContext& context, int64_t samples);

  // What comes next is of this point of the plane. `statistics`: of batch norm, as statistics_of() tells them.
  void begin(const WeightPlane& plane, const std::vector<float>& statistics, double x, double y);
  // One batch more; the mean loss with the last one.
  std::optional<double> advance(ProbeContext& context);
  // Multiply-adds that begin() costs, about, and a batch.
  int64_t begin_macs() const { return 4 * weights_; }
  int64_t batch_macs() const { return batch_ * sample_macs_; }

  static std::vector<float> statistics_of(const Network<float>& network);

 private:
  void gather(const ProbeContext& context, int64_t first, int count);

  int64_t samples_ = 0, batch_ = 0, sample_macs_ = 0, weights_ = 0;
  Network<float> network_;
  TargetBatch<float> targets_;
  int64_t gathered_ = -1;  // the first sample of the batch that lies at the network's input
  int64_t done_ = 0;
  double sum_ = 0;
};

}  // namespace saddle
