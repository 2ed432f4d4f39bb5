#include "nn/batch_cut.h"

#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "nets.h"

namespace saddle {
namespace {

// A convolution, which adds its gradient up run by run, and two dense layers.
struct Convnet {
  Plan plan = saddle::plan({node("conv2d", {{"filters", 16}, {"kernel", 3}, {"padding", 1}}), node("relu"),
                            node("flatten"), node("dense", {{"units", 50}}), node("dense", {{"units", 10}})},
                           {1, 28, 28});
  IndexedVector<StepIndex, BatchCut::Traits> traits = {
      {.parameters = true, .summed = 160}, {}, {}, {.parameters = true}, {.parameters = true}};
};

TEST(BatchCut, EverySampleIsInOneRun) {
  Convnet net;
  for (const bool statistics : {false, true}) {
    net.traits[StepIndex(1)].statistics = statistics;
    const BatchCut cut(net.plan, net.traits, sizeof(float));
    for (const StepIndex step : {StepIndex(0), StepIndex(3)}) {
      for (const int count : {1, 3, 50, 97, 1000}) {
        for (const int threads : {1, 2, 3, 8}) {
          int next = 0;
          const int all = cut.runs(step, count, threads);
          for (int number = 0; number < all; ++number) {
            const auto [first, length] = cut.run(number, all, count);
            EXPECT_EQ(first, next);
            EXPECT_GT(length, 0) << count << " samples, " << threads << " threads";
            next = first + length;
          }
          EXPECT_EQ(next, count);
        }
      }
    }
  }
}

TEST(BatchCut, OnlyTheTailAsksHowManyThreadsThereAre) {
  const Convnet net;
  const BatchCut cut(net.plan, net.traits, sizeof(float));
  EXPECT_EQ(cut.tail(), StepIndex(3));
  ASSERT_TRUE(cut.shares(100));
  for (const int threads : {1, 2, 4}) {
    EXPECT_EQ(cut.runs(StepIndex(0), 100, threads), cut.runs(StepIndex(0), 100, 1))
        << "its sums are made of the runs' sums";
    EXPECT_EQ(cut.runs(StepIndex(3), 100, threads), threads);
  }
}

TEST(BatchCut, SharesTakeTheRunsAndPartsOfAllOneAfterTheOther) {
  Convnet net;
  for (const bool statistics : {false, true}) {
    net.traits[StepIndex(1)].statistics = statistics;
    const BatchCut cut(net.plan, net.traits, sizeof(float));
    for (const int count : {1, 3, 50, 97, 1000}) {
      for (const int ranks : {1, 2, 3, 4, 40}) {
        int part = 0, run = 0, sample = 0;
        for (int rank = 0; rank < ranks; ++rank) {
          const BatchCut::Range parts = cut.parts({rank, ranks}), samples = cut.samples({rank, ranks}, count);
          EXPECT_EQ(parts.first, std::exchange(part, parts.end));
          EXPECT_EQ(samples.first, std::exchange(sample, samples.end));
          const BatchCut::Runs runs = cut.runs(StepIndex(0), count, 1, {rank, ranks});
          EXPECT_EQ(runs.numbers.first, std::exchange(run, runs.numbers.end));
          for (const StepIndex step : {StepIndex(0), StepIndex(3)}) {
            const BatchCut::Runs own = cut.runs(step, count, 2, {rank, ranks});
            int next = samples.first;
            for (int number = own.numbers.first; number < own.numbers.end; ++number) {
              const auto [first, length] = cut.run(own, number);
              EXPECT_EQ(first, next);
              next = first + length;
            }
            EXPECT_EQ(next, samples.end) << "step " << static_cast<int>(step) << ", rank " << rank << " of " << ranks;
          }
        }
        EXPECT_EQ(part, cut.sum_parts());
        EXPECT_EQ(run, cut.runs(StepIndex(0), count, 1));
        EXPECT_EQ(sample, count);
      }
    }
  }
}

// A layer that adds its gradient up run by run is no part of it, whatever its shape.
TEST(BatchCut, TheTailHasNoSumsOverSamples) {
  Convnet net;
  net.traits[StepIndex(3)].summed = 1000;
  EXPECT_EQ(BatchCut(net.plan, net.traits, sizeof(float)).tail(), StepIndex(4));
}

}  // namespace
}  // namespace saddle
