// Chapters 7 and 8, and the lecture notes' clusters.
#include "figures.h"
#include "saddle/precision.h"

namespace saddle::book {
namespace {

// One run: five of an epoch of these would take as long as the rest together.
double after_one_epoch(Trainer& trainer) {
  for (int64_t step = 0; step < trainer.steps_per_epoch(); ++step) trainer.step();
  return accuracy(trainer, Dataset::Part::test);
}

using Chapter7 = Book;
TEST_F(Chapter7, SimpleConvnetReads96PercentAfterOneEpoch) {
  heading("chapters 7 and 8");
  const Experiment experiment = preset("simple-convnet");
  Trainer trainer(experiment, load_dataset(experiment.data));
  EXPECT_EQ(trainer.plan().parameters(), 433'890);
  const double right = after_one_epoch(trainer);
  fmt::print("| {:<58} | {:>8} | {:>8.4f} |\n", "simple-convnet: test set, after one epoch", ".96", right);
  EXPECT_NEAR(right, .96, .01);
}

using Chapter8 = Book;
TEST_F(Chapter8, DeepConvnetReads98PercentAfterOneEpochAndInHalfPrecisionToo) {
  const Experiment experiment = preset("deep-convnet");
  Trainer trainer(experiment, load_dataset(experiment.data));
  EXPECT_EQ(trainer.plan().parameters(), 123'552);
  const double right = after_one_epoch(trainer);
  fmt::print("| {:<58} | {:>8} | {:>8.4f} |\n", "deep-convnet: test set, after one epoch", ".98", right);
  EXPECT_NEAR(right, .98, .01);
  const double half = trainer.evaluate_rounded(Precision::half, Dataset::Part::test).evaluation.accuracy;
  fmt::print("| {:<58} | {:>8} | {:>8.4f} |\n", "deep-convnet: half less float precision", ".0001", half - right);
  EXPECT_NEAR(half, right, .001);
}

TEST(Notes, TenClustersAreTold) {
  const Experiment experiment = preset("ten-clusters");
  Trainer trainer(experiment, load_dataset(experiment.data));
  EXPECT_EQ(trainer.plan().parameters(), 1674);
  for (int64_t step = 0; step < trainer.total_steps(); ++step) trainer.step();
  const double train = accuracy(trainer, Dataset::Part::train), test = accuracy(trainer, Dataset::Part::test);
  fmt::print("| {:<58} | {:>8} | {:>8.4f} |\n| {:<58} | {:>8} | {:>8.4f} |\n", "ten-clusters: training set", "-", train,
             "ten-clusters: test set", "-", test);
  EXPECT_GT(train, .8);  // clusters may overlap: their centers are drawn
}

}  // namespace
}  // namespace saddle::book
