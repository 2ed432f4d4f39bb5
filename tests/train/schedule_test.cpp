#include "train/schedule.h"

#include <cmath>

#include <gtest/gtest.h>

#include "nets.h"
#include "nn/network.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

double factor(const TrainingOptions& training, int64_t step) {
  return schedule_factor(training, {.step = step, .total_steps = 100, .steps_per_epoch = 10});
}

TEST(Schedule, FollowsItsFormula) {
  const TrainingOptions constant, cosine{.schedule = "cosine"},
      steps{.schedule = "step", .drop_every = 3, .drop_factor = 0.1};
  for (const int64_t step : {0, 29, 30, 59, 60, 99}) {
    EXPECT_EQ(factor(constant, step), 1);
    const double angle = std::acos(-1.0) * static_cast<double>(step) / 200;
    EXPECT_NEAR(factor(cosine, step), std::pow(std::cos(angle), 2), 1e-12);  // (1 + cos 2x) / 2 = cos^2 x
    EXPECT_NEAR(factor(steps, step), std::pow(0.1, static_cast<double>(step / 30)), 1e-12);
  }
  EXPECT_EQ(factor(cosine, 0), 1);
  EXPECT_NEAR(factor(cosine, 50), 0.5, 1e-12);
  EXPECT_NEAR(factor(cosine, 100), 1, 1e-12) << "another round";
}

TEST(Schedule, WarmsUpEvenly) {
  const TrainingOptions warm{.warmup = 2};  // 20 steps
  EXPECT_NEAR(factor(warm, 0), 1.0 / 20, 1e-12);
  EXPECT_NEAR(factor(warm, 9), 0.5, 1e-12);
  EXPECT_EQ(factor(warm, 19), 1);
  EXPECT_EQ(factor(warm, 80), 1);
  const TrainingOptions both{.schedule = "cosine", .warmup = 2};
  EXPECT_NEAR(factor(both, 9), 0.5 * factor({.schedule = "cosine"}, 9), 1e-12);
}

TEST(Clipping, ShortensTheGradientAndKeepsItsDirection) {
  const auto dataset = noise(Shape{4}, 3, 20);
  const auto updates = [&](double clip) {
    Experiment experiment = experiment_of({node("dense", {{"units", 3}, {"init", 3.0}})}, {{"clip_norm", clip}});
    experiment.optimizer = {"sgd", {{"learning_rate", 1.0}}};
    Trainer trainer(experiment, dataset);
    trainer.step();
    return trainer.gradient_norm();
  };
  const double free = updates(0);
  EXPECT_GT(free, 0.2);
  EXPECT_NEAR(updates(free / 2), free / 2, 1e-6);
  EXPECT_NEAR(updates(free * 2), free, 1e-6);
}

}  // namespace
}  // namespace saddle
