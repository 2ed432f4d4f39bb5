#include "nn/batch_cut.h"

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

// A layer that adds its gradient up run by run is no part of it, whatever its shape.
TEST(BatchCut, TheTailHasNoSumsOverSamples) {
  Convnet net;
  net.traits[StepIndex(3)].summed = 1000;
  EXPECT_EQ(BatchCut(net.plan, net.traits, sizeof(float)).tail(), StepIndex(4));
}

}  // namespace
}  // namespace saddle
