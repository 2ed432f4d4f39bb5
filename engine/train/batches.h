#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "nn/layer.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "train/augment/augment.h"
#include "train/sample_input.h"
#include "train/target_batch.h"

namespace saddle {

// Which samples make up a step, and how they are put into the network. A function of (seed, step) alone: nothing has to
// be stored to resume, and contestants with the same seed see the same batches.
class Batches {
 public:
  // What becomes of the last sample of an epoch where it would be a batch by itself: that, or part of the batch before,
  // for networks whose layers compare the samples of a batch with each other.
  enum class LoneSample { stays_alone, joins };

  Batches(std::shared_ptr<const Dataset> dataset, const TrainingOptions& training,
          const AugmentationOptions& augmentation, LoneSample lone = LoneSample::stays_alone);
  // Normalizes the samples like this from now on, instead of as the data set wants.
  void use(const Normalization& normalization) { input_ = {dataset_->sample, normalization}; }
  // What every sample goes through on its way into the network, after augmentation.
  const SampleInput& input() const { return input_; }

  int64_t steps_per_epoch() const { return steps_per_epoch_; }
  int count(int64_t step) const;  // samples of that step; the last of an epoch may be short, or have one more
  int largest_count() const;      // of any step
  // Whether samples are varied before they are used, which takes far longer than copying them.
  bool are_varied() const { return augmentation_.any() && dataset_->sample.rank() == 3; }
  const Shape& sample() const { return dataset_->sample; }

  // To be called before the samples of step 0, 1 ... are gathered. Shuffles the epoch where it is a new one.
  void begin(int64_t step, TargetBatch<float>& targets);
  // Samples `first` and so on of the step begun last, and what should come out of them, to where they belong in the
  // batch. Several threads may gather different samples at once: each has random numbers of its own.
  void gather(int first, int count, View<float> samples, TargetBatch<float>& targets) const;

 private:
  enum class Sampling { shuffle, with_replacement, in_order };  // as in TrainingOptions
  static Sampling sampling_named(const std::string& name);
  void shuffle(int64_t epoch);
  int64_t draw(int i) const;

  std::shared_ptr<const Dataset> dataset_;
  TrainingOptions training_;
  Sampling sampling_;
  AugmentationOptions augmentation_;
  SampleInput input_;
  bool joined_ = false;  // the last batch of an epoch has the lone sample too
  int64_t steps_per_epoch_ = 1;
  int64_t step_ = 0;   // begun last
  int64_t first_ = 0;  // its first sample, in the order of an epoch or, in order, of all
  int64_t shuffled_epoch_ = -1;
  std::vector<int64_t> order_;
};

}  // namespace saddle
