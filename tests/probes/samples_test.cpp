// A look at the data, against the data set itself.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "measured.h"
#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

std::vector<float> sample_at(const Dataset& dataset, const Samples& part, int64_t index) {
  std::vector<float> sample(static_cast<size_t>(dataset.sample.size()));
  dataset.copy_sample(part, index, sample.data());
  return sample;
}

SamplesReading look(Trainer& trainer, const Properties& options) {
  return measured<SamplesReading>(trainer.measure({.type = "samples", .options = options}));
}

std::vector<float> shown(const SamplesReading& reading, int64_t index) {
  const int64_t width = reading.samples.shape[1];
  const auto at = reading.samples.values.begin() + index * width;
  return {at, at + width};
}

class SamplesProbe : public testing::Test {
 protected:
  SamplesProbe() {
    experiment_ = experiment_of({node("dense", {{"units", 10}})}, {{"batch_size", 10}});
    experiment_.data = {"procedural_digits", {{"train", 200}, {"test", 50}, {"normalize", std::string("standardize")}}};
    experiment_.augmentation = {{"rotation", 20.0}};
    data_ = load_dataset(experiment_.data);
  }
  Experiment experiment_;
  std::shared_ptr<const Dataset> data_;
};

TEST_F(SamplesProbe, ShowsSamplesAsTheyAreAndAsTheNetworkGetsThem) {
  Trainer trainer(experiment_, data_);
  const SamplesReading raw = look(trainer, {{"first", 7}, {"count", 3}});
  EXPECT_EQ(raw.matching, 200);
  EXPECT_EQ(raw.which, (std::vector<int64_t>{7, 8, 9}));
  for (int64_t i = 0; i < 3; ++i) {
    EXPECT_EQ(shown(raw, i), sample_at(*data_, data_->train, 7 + i));
    EXPECT_EQ(raw.labels[static_cast<size_t>(i)], data_->train.labels[static_cast<size_t>(7 + i)]);
  }
  const SamplesReading normalized =
      look(trainer, {{"part", std::string("test")}, {"stage", std::string("normalized")}, {"count", 2}});
  std::vector<float> expected = sample_at(*data_, data_->test, 1);
  data_->normalization.apply(expected.data(), std::ssize(expected));
  EXPECT_EQ(shown(normalized, 1), expected);
}

TEST_F(SamplesProbe, VariesThemAsInTrainingTheSameWayForTheSameDraw) {
  Trainer trainer(experiment_, data_);
  const Properties options{{"stage", std::string("augmented")}, {"count", 5}};
  const SamplesReading first = look(trainer, options), again = look(trainer, options);
  EXPECT_EQ(first.samples.values, again.samples.values);
  EXPECT_NE(shown(first, 0), sample_at(*data_, data_->train, 0));
  Properties other = options;
  other["draw"] = 1;
  EXPECT_NE(look(trainer, other).samples.values, first.samples.values);
  // A sample varies in the same way wherever the page begins.
  Properties later = options;
  later["first"] = 3;
  EXPECT_EQ(shown(look(trainer, later), 0), shown(first, 3));
}

TEST_F(SamplesProbe, CountsClassesAndGivesTheFirstOfEach) {
  Trainer trainer(experiment_, data_);
  const SamplesReading reading = look(trainer, {{"of_each", 2}});
  std::vector<int64_t> counts(10);
  for (const int label : data_->train.labels) ++counts[static_cast<size_t>(label)];
  EXPECT_EQ(reading.train.of_class, counts);
  EXPECT_EQ(reading.test.count, 50);
  ASSERT_EQ(reading.which.size(), 20u);
  EXPECT_TRUE(std::is_sorted(reading.labels.begin(), reading.labels.end()));
  const SamplesReading sevens = look(trainer, {{"label", 7}});
  EXPECT_EQ(sevens.matching, counts[7]);
  for (const int label : sevens.labels) EXPECT_EQ(label, 7);
}

TEST(SamplesProbeOfTables, SaysHowLargeTheValuesOfEachFeatureAre) {
  Experiment experiment = experiment_of({node("dense", {{"units", 2}})}, {{"batch_size", 10}});
  experiment.data = {"moons", {}};
  const auto data = load_dataset(experiment.data);
  Trainer trainer(experiment, data);
  const SamplesReading reading = look(trainer, {});
  ASSERT_EQ(reading.features.size(), 2u);
  double sum = 0, least = HUGE_VAL, most = -HUGE_VAL;
  for (int64_t i = 0; i < data->train.count; ++i) {
    const auto value = static_cast<double>(sample_at(*data, data->train, i)[1]);
    sum += value;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  const Distribution& second = reading.features[1].values;
  EXPECT_NEAR(second.mean, sum / static_cast<double>(data->train.count), 1e-5);
  EXPECT_NEAR(second.min, least, 1e-6);
  EXPECT_NEAR(second.max, most, 1e-6);
  EXPECT_EQ(reading.surveyed, data->train.count);
}

TEST(SamplesProbeAndTraining, ALookLeavesTheRunAsItWas) {
  Experiment experiment = experiment_of({node("dense", {{"units", 10}})}, {{"batch_size", 10}});
  experiment.data = {"procedural_digits", {{"train", 100}, {"test", 20}}};
  experiment.augmentation = {{"shift", 2.0}};
  const auto data = load_dataset(experiment.data);
  Trainer looked(experiment, data), left(experiment, data);
  for (int step = 0; step < 5; ++step) {
    look(looked, {{"stage", std::string("input")}, {"draw", step}});
    looked.step();
    left.step();
  }
  EXPECT_EQ(looked.evaluate(Dataset::Part::test).loss, left.evaluate(Dataset::Part::test).loss);
}

}  // namespace
}  // namespace saddle
