#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/parallel.h"
#include "datasets/augment/augment.h"
#include "nn/layer.h"
#include "nn/target_batch.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"

namespace saddle {

// Which samples make up a step, and how they are put into the network. A function of (seed, step) alone: nothing has to
// be stored to resume, and contestants with the same seed see the same batches.
class Batches {
 public:
  Batches(std::shared_ptr<const Dataset> dataset, const TrainingOptions& training,
          const AugmentationOptions& augmentation);
  // What is done to the samples after augmentation, instead of what the data set wants.
  void use(const Normalisation& normalisation) { normalisation_ = normalisation; }

  int64_t steps_per_epoch() const { return steps_per_epoch_; }
  int count(int64_t step) const;  // samples of that step; the last of an epoch may be short
  // Writes the samples of step 0, 1 … and what should come out of them. With `workers` they share the work where it is
  // costly, which changes nothing of the result.
  void gather(int64_t step, View<float> samples, TargetBatch<float>& targets, Workers* workers = nullptr);

 private:
  void shuffle(int64_t epoch);
  int64_t draw(int64_t step, int i) const;

  std::shared_ptr<const Dataset> dataset_;
  TrainingOptions training_;
  AugmentationOptions augmentation_;
  Normalisation normalisation_;
  int64_t steps_per_epoch_ = 1;
  int64_t shuffled_epoch_ = -1;
  std::vector<int64_t> order_;
};

}  // namespace saddle
