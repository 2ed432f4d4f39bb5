#include "train/batches.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

namespace saddle {
namespace {

// Sample i holds the number i, and has the label i modulo 7.
std::shared_ptr<const Dataset> counting(int64_t count) {
  Dataset dataset;
  dataset.name = "counting";
  dataset.sample = Shape{1};
  dataset.classes = {"0", "1", "2", "3", "4", "5", "6"};
  dataset.train.count = count;
  for (int64_t i = 0; i < count; ++i) {
    dataset.train.values.push_back(static_cast<float>(i));
    dataset.train.labels.push_back(static_cast<int>(i % 7));
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

Batches batches_of(int64_t samples, TrainingOptions training) { return {counting(samples), training, {}}; }

// The samples of a step, whose labels must be their own.
std::vector<int> drawn(Batches& batches, int64_t step) {
  const int count = batches.count(step);
  std::vector<float> values(static_cast<size_t>(count));
  std::vector<int> samples;
  TargetBatch<float> targets;
  batches.begin(step, targets);
  batches.gather(0, count, {values.data(), {count, 1}}, targets);
  const auto labels = targets.labels();
  EXPECT_EQ(labels.size(), values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    samples.push_back(static_cast<int>(values[i]));
    EXPECT_EQ(labels[i], samples.back() % 7);
  }
  return samples;
}

std::vector<int> epoch_of(Batches& batches, int64_t epoch) {
  std::vector<int> order;
  for (int64_t step = 0; step < batches.steps_per_epoch(); ++step) {
    for (const int sample : drawn(batches, epoch * batches.steps_per_epoch() + step)) order.push_back(sample);
  }
  return order;
}

TEST(Batches, ShuffledEpochsHaveEverySampleOnceInAnOrderOfTheirOwn) {
  Batches batches = batches_of(103, {.batch_size = 10});
  EXPECT_EQ(batches.steps_per_epoch(), 11);
  EXPECT_EQ(batches.count(9), 10);
  EXPECT_EQ(batches.count(10), 3) << "the last batch of an epoch has what remains";
  EXPECT_EQ(batches.count(11), 10);
  std::vector<int> all(103);
  for (int i = 0; i < 103; ++i) all[static_cast<size_t>(i)] = i;
  std::vector<std::vector<int>> orders = {all};
  for (int64_t epoch = 0; epoch < 3; ++epoch) {
    const std::vector<int> order = epoch_of(batches, epoch);
    for (const auto& other : orders) EXPECT_NE(order, other);
    orders.push_back(order);
    EXPECT_TRUE(std::is_permutation(order.begin(), order.end(), all.begin(), all.end())) << epoch;
  }
}

TEST(Batches, ALoneLastSampleJoinsTheBatchBeforeItWhereThatIsAskedFor) {
  const TrainingOptions training{.batch_size = 16};
  const auto batches = [&](int64_t samples, const TrainingOptions& options) {
    return Batches(counting(samples), options, {}, Batches::LoneSample::joins);
  };
  Batches joined = batches(97, training), alone = batches_of(97, training);
  EXPECT_EQ(alone.steps_per_epoch(), 7);
  EXPECT_EQ(alone.count(6), 1);
  EXPECT_EQ(joined.steps_per_epoch(), 6);
  EXPECT_EQ(joined.count(4), 16);
  EXPECT_EQ(joined.count(5), 17);
  EXPECT_EQ(joined.count(6), 16);
  EXPECT_EQ(joined.largest_count(), 17);
  for (const int64_t epoch : {0, 1, 5}) EXPECT_EQ(epoch_of(joined, epoch), epoch_of(alone, epoch)) << epoch;
  // Nothing else changes: two that remain, none, a batch of one, a set that is one batch, other ways to draw.
  for (const int64_t samples : {98, 96, 16, 5, 1}) {
    Batches same = batches(samples, training), before = batches_of(samples, training);
    EXPECT_EQ(same.steps_per_epoch(), before.steps_per_epoch()) << samples;
    for (int64_t step = 0; step < 8; ++step) EXPECT_EQ(same.count(step), before.count(step)) << samples;
  }
  EXPECT_EQ(batches(5, {.batch_size = 1}).steps_per_epoch(), 5);
  EXPECT_EQ(batches(97, {.batch_size = 16, .sampling = "in_order"}).count(5), 16);
}

TEST(Batches, ABatchLargerThanTheSetIsTheSet) {
  Batches batches = batches_of(5, {.batch_size = 100});
  EXPECT_EQ(batches.steps_per_epoch(), 1);
  EXPECT_EQ(batches.count(0), 5);
}

TEST(Batches, FollowFromTheSeedAndTheStepAlone) {
  for (const char* sampling : {"shuffle", "with_replacement"}) {
    Batches forward = batches_of(50, {.batch_size = 10, .sampling = sampling}),
            jumping = batches_of(50, {.batch_size = 10, .sampling = sampling}),
            other = batches_of(50, {.batch_size = 10, .sampling = sampling, .seed = 2});
    std::map<int64_t, std::vector<int>> steps;
    for (int64_t step = 0; step < 15; ++step) steps[step] = drawn(forward, step);
    for (const int64_t step : {14, 3, 7, 0}) EXPECT_EQ(drawn(jumping, step), steps[step]) << sampling << ' ' << step;
    EXPECT_NE(drawn(other, 0), steps[0]) << sampling;
  }
}

TEST(Batches, InOrderGoRoundAndRound) {
  Batches batches = batches_of(10, {.batch_size = 4, .sampling = "in_order"});
  EXPECT_EQ(batches.steps_per_epoch(), 2);
  EXPECT_EQ(drawn(batches, 0), (std::vector<int>{0, 1, 2, 3}));
  EXPECT_EQ(drawn(batches, 2), (std::vector<int>{8, 9, 0, 1}));
  EXPECT_EQ(drawn(batches, 1'000'000'000'001), (std::vector<int>{4, 5, 6, 7}));
}

// In both tests below the count of each of 20 samples in 20,000 draws has the mean 1000 and a standard deviation
// of 30.8.
TEST(Batches, DrawnWithReplacementAreWholeAndSpreadEvenly) {
  Batches batches = batches_of(20, {.batch_size = 8, .sampling = "with_replacement"});
  EXPECT_EQ(batches.steps_per_epoch(), 2);  // the book, 4.5: max(size / batch, 1)
  std::vector<int> counts(20);
  bool twice = false;
  for (int64_t step = 0; step < 2500; ++step) {
    const std::vector<int> samples = drawn(batches, step);
    ASSERT_EQ(samples.size(), 8u);
    twice = twice || std::set<int>(samples.begin(), samples.end()).size() < 8;
    for (const int sample : samples) ++counts[static_cast<size_t>(sample)];
  }
  EXPECT_TRUE(twice);
  for (const int count : counts) EXPECT_NEAR(count, 1000, 5 * 30.8);
}

TEST(Batches, ShufflingGivesEveryPlaceToEverySampleAlike) {
  Batches batches = batches_of(20, {.batch_size = 20});
  std::map<int, int> first;
  for (int64_t epoch = 0; epoch < 20000; ++epoch) ++first[drawn(batches, epoch).front()];
  EXPECT_EQ(first.size(), 20u);
  for (const auto& [sample, count] : first) EXPECT_NEAR(count, 1000, 5 * 30.8) << sample;
}

}  // namespace
}  // namespace saddle
