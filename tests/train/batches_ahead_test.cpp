#include "train/batches_ahead.h"

#include <vector>

#include <gtest/gtest.h>

#include "nets.h"

namespace saddle {
namespace {

struct Batch {
  std::vector<float> samples;
  std::vector<int> labels;
  std::vector<float> values;  // of a regression
  bool operator==(const Batch&) const = default;
};

void read(const TargetBatch<float>& from, Batch& batch) {
  batch.labels.assign(from.labels().begin(), from.labels().end());
  if (!batch.labels.empty()) return;
  const View<const float> values = from.targets().values;
  batch.values.assign(values.data, values.data + values.size());
}

// One step's batch as it is gathered at a stroke.
Batch gathered(Batches& batches, int64_t step) {
  Batch batch;
  TargetBatch<float> targets;
  const int count = batches.count(step);
  batch.samples.resize(static_cast<size_t>(count * batches.sample().size()));
  batches.begin(step, targets);
  batches.gather(0, count, {batch.samples.data(), {count, batches.sample().size()}}, targets);
  read(targets, batch);
  return batch;
}

// As a training takes them: from the network's input, with rounds of the step in between.
class Taken {
 public:
  Taken(const std::shared_ptr<const Dataset>& dataset, Batches& batches, int threads)
      : workers_(threads),
        network_({node("dense", {{"units", 200}}), node("dense", {{"units", 4}})}, dataset->sample, 32, 1),
        ahead(batches, workers_) {}

  Batch operator()(int64_t step) {
    const int count = ahead.take(step, network_, targets_);
    const View<float> input = network_.input(count);
    Batch batch{.samples = {input.data, input.data + input.size()}, .labels = {}, .values = {}};
    read(targets_, batch);
    EXPECT_TRUE(network_.shares(count) || count < 30) << "too small a step to be shared by threads";
    network_.forward({.training = true}, count, workers_);
    return batch;
  }
  // Others use the same input between two steps.
  void evaluate(int count) {
    network_.input(count).array().setConstant(-7);
    network_.forward({}, count, workers_);
  }

 private:
  Workers workers_;
  Network<float> network_;
  TargetBatch<float> targets_;

 public:
  BatchesAhead ahead;
};

const AugmentationOptions varied{.shift = 2, .rotation = 10, .noise = 0.1};

TEST(BatchesAhead, AreTheSameAsGatheredAtTheirStep) {
  const auto dataset = noise({1, 28, 28}, 4, 103);
  for (const char* sampling : {"shuffle", "with_replacement", "in_order"}) {
    for (const bool is_varied : {false, true}) {
      const TrainingOptions training{.batch_size = 30, .sampling = sampling};
      const AugmentationOptions augmentation = is_varied ? varied : AugmentationOptions();
      Batches expected(dataset, training, augmentation);
      for (const int threads : {1, 2, 4}) {
        Batches batches(dataset, training, augmentation);
        Taken taken(dataset, batches, threads);
        for (int64_t step = 0; step < 9; ++step) {  // several epochs, the last batch of each may be short
          ASSERT_EQ(taken(step), gathered(expected, step)) << sampling << ", step " << step << ", " << threads;
          if (step % 2 == 0) taken.evaluate(32);
        }
      }
    }
  }
}

TEST(BatchesAhead, FollowWhereTheTrainingJumps) {
  const auto dataset = noise({1, 28, 28}, 4, 103);
  const TrainingOptions training{.batch_size = 30};
  Batches expected(dataset, training, varied), batches(dataset, training, varied);
  Taken taken(dataset, batches, 3);
  // The same step again, as after one that failed; a later one and the first, as after a file was read.
  for (const int64_t step : {0, 1, 1, 1, 2, 40, 41, 0, 0, 1})
    ASSERT_EQ(taken(step), gathered(expected, step)) << "step " << step;
}

TEST(BatchesAhead, BringWhatARegressionWants) {
  Dataset numbers = *noise({1, 28, 28}, 4, 103);
  numbers.classes.clear();
  numbers.outputs = 2;
  for (Samples* part : {&numbers.train, &numbers.test}) {
    part->labels.clear();
    for (int64_t i = 0; i < 2 * part->count; ++i) part->targets.push_back(static_cast<float>(i));
  }
  const auto dataset = std::make_shared<const Dataset>(numbers);
  Batches expected(dataset, {.batch_size = 30}, {}), batches(dataset, {.batch_size = 30}, {});
  Taken taken(dataset, batches, 2);
  for (int64_t step = 0; step < 9; ++step) {
    const Batch wanted = gathered(expected, step);
    ASSERT_EQ(wanted.values.size(), 2 * wanted.samples.size() / 784);
    ASSERT_EQ(taken(step), wanted) << "step " << step;
  }
}

TEST(BatchesAhead, AreMadeAnewWhenSamplesAreNormalizedOtherwise) {
  const auto dataset = noise({1, 28, 28}, 4, 103);
  const Normalization other{.mean = {0.25f}, .deviation = {2.0f}};
  Batches expected(dataset, {.batch_size = 30}, {}), batches(dataset, {.batch_size = 30}, {});
  Taken taken(dataset, batches, 2);
  ASSERT_EQ(taken(0), gathered(expected, 0));
  const Batch before = gathered(expected, 1);
  taken.ahead.forget();
  batches.use(other);
  expected.use(other);
  ASSERT_NE(gathered(expected, 1), before);
  EXPECT_EQ(taken(1), gathered(expected, 1));
}

}  // namespace
}  // namespace saddle
