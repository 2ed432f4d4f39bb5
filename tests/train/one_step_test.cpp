// One step in numbers against a trainer that makes it, and against the chain rule written out.
#include "saddle/one_step.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "../nets.h"
#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Experiment small_net() {
  Experiment experiment = experiment_of({node("dense", {{"units", 3}}), node("tanh"), node("dense", {{"units", 2}})});
  experiment.optimizer = {"momentum", {{"learning_rate", 0.1}}};
  return experiment;
}

TEST(OneStep, MultipliesTheFactorsOfTheChainRule) {
  const auto dataset = noise({2}, 2, 6);
  const OneStep step =
      one_step(small_net(), *dataset, nullptr, {.parameter = "dense_1/weight", .index = 3, .sample = 4});
  ASSERT_EQ(step.places_in_all, 1);
  EXPECT_EQ(step.unit, "1") << "row 1 of (3, 2)";
  EXPECT_NEAR(step.places[0].slope, static_cast<double>(dataset->train.values[4 * 2 + 1]), 1e-12) << "its input";
  EXPECT_NEAR(step.places[0].product(), step.gradient, 1e-12);
  // w x + w x + b
  ASSERT_EQ(step.terms_in_all, 2);
  EXPECT_TRUE(step.terms[0].chosen);
  EXPECT_NEAR(step.terms[0].weight, step.weight, 1e-12);
  EXPECT_NEAR(step.terms[0].product() + step.terms[1].product() + step.bias, step.sum, 1e-12);
  // tanh, then a score
  ASSERT_EQ(step.factors.size(), 2);
  EXPECT_EQ(step.factors[0].layer, "tanh_1");
  EXPECT_NEAR(step.factors[0].local, 1 - std::pow(std::tanh(step.sum), 2), 1e-9);
  EXPECT_EQ(step.factors[0].ways, 1);
  EXPECT_NEAR(step.factors[0].product(), step.places[0].above, 1e-9);
  EXPECT_EQ(step.factors[1].ways, 2);
  EXPECT_NEAR(step.factors[1].total, step.factors[0].above, 1e-12);
  EXPECT_LT(std::abs(step.factors[1].above), 1) << "y - t";
}

TEST(OneStep, IsTheStepThatATrainerMakes) {
  const auto dataset = noise({2}, 2, 1);
  for (const char* optimizer : {"sgd", "momentum", "adam", "rmsprop", "adagrad", "adamw", "nesterov"}) {
    Experiment experiment = small_net();
    experiment.optimizer = {optimizer, {{"learning_rate", 0.05}, {"weight_decay", 0.01}}};
    experiment.training.insert_or_assign("batch_size", 1);
    Trainer trainer(experiment, dataset);
    for (int i = 0; i < 3; ++i) trainer.step();
    const Model checkpoint = trainer.checkpoint();
    for (const char* parameter : {"dense_2/weight", "dense_1/bias"}) {
      const OneStep step = one_step(experiment, *dataset, &checkpoint, {.parameter = parameter, .index = 1});
      ASSERT_FALSE(step.update.empty());
      const auto line = std::find_if(step.update.rbegin(), step.update.rend(),
                                     [](const ExplainedLine& one) { return one.symbol == "w"; });
      ASSERT_NE(line, step.update.rend());
      EXPECT_NEAR(line->value, step.weight_after, 1e-6) << optimizer << " " << parameter;
      EXPECT_NE(step.weight_after, step.weight);
      EXPECT_LT(step.loss_after, step.loss);
      EXPECT_NE(step.loss_after_alone, step.loss);
      Trainer again(experiment, dataset);
      again.resume(checkpoint);
      again.step();
      const OneStep next = one_step(experiment, *dataset, std::make_unique<Model>(again.checkpoint()).get(),
                                    {.parameter = parameter, .index = 1});
      EXPECT_NEAR(next.weight, step.weight_after, 1e-7);
      EXPECT_NEAR(next.loss, step.loss_after, 1e-6);
    }
  }
}

TEST(OneStep, OfAConvolutionIsASumOverPositions) {
  const Experiment experiment = experiment_of({node("conv2d", {{"filters", 2}, {"kernel", 3}, {"padding", 1}}),
                                               node("relu"), node("max_pool2d"), node("dense", {{"units", 3}})});
  const OneStep step = one_step(experiment, *noise({2, 6, 6}, 3, 4), nullptr,
                                {.parameter = "conv2d_1/weight", .index = 22, .sample = 1});
  EXPECT_GT(step.places_in_all, 20);
  EXPECT_EQ(step.terms_in_all <= 18, true) << "a patch of two channels";
  EXPECT_TRUE(step.terms[0].chosen);
  EXPECT_NEAR(step.terms[0].value, step.places[0].slope, 1e-9) << "the pixel that it is multiplied by";
  EXPECT_EQ(step.unit.front(), '(');
  for (size_t i = 1; i < step.places.size(); ++i)
    EXPECT_GE(std::abs(step.places[i - 1].product()), std::abs(step.places[i].product()));
  EXPECT_EQ(step.factors.back().layer, "dense_1");
}

// The mask of the step that follows, so that the way, the gradient and the update are of one and the same pass.
TEST(OneStep, DropsTheUnitsThatTheTrainersNextStepDrops) {
  const auto dataset = noise({2}, 2, 1);
  Experiment experiment = experiment_of(
      {node("dense", {{"units", 8}}), node("dropout", {{"ratio", 0.5}}), node("tanh"), node("dense", {{"units", 2}})});
  experiment.optimizer = {"sgd", {{"learning_rate", 0.1}}};
  experiment.training.insert_or_assign("batch_size", 1);
  Trainer trainer(experiment, dataset);
  int silent = 0, loud = 0;
  for (int round = 0; round < 6; ++round) {
    const Model checkpoint = trainer.checkpoint();
    for (const int64_t index : {0, 5, 12}) {
      const OneStep step = one_step(experiment, *dataset, &checkpoint, {.parameter = "dense_1/weight", .index = index});
      EXPECT_NEAR(step.weight_after, step.weight - 0.1 * step.gradient, 1e-6);
      (step.gradient == 0 ? silent : loud) += 1;
      if (step.gradient == 0) continue;
      EXPECT_EQ(step.factors[0].layer, "dropout_1");
      EXPECT_NEAR(step.factors[0].local, 2, 1e-9) << "kept, and scaled up";
    }
    trainer.step();
  }
  EXPECT_GT(silent, 0) << "another mask each step";
  EXPECT_GT(loud, 0);
}

TEST(OneStep, NamesWhatIsNotThere) {
  const auto dataset = noise({2}, 2, 6);
  EXPECT_THROW(one_step(small_net(), *dataset, nullptr, {.parameter = "dense_9/weight"}), Error);
  EXPECT_THROW(one_step(small_net(), *dataset, nullptr, {.parameter = "dense_1/weight", .index = 6}), Error);
  EXPECT_THROW(one_step(small_net(), *dataset, nullptr, {.parameter = "dense_1/weight", .sample = 6}), Error);
}

TEST(OneStep, KnowsTheParametersThatLearn) {
  const auto all = trained_parameters(small_net(), {2});
  ASSERT_EQ(all.size(), 4);
  EXPECT_EQ(all[0].name, "dense_1/weight");
  EXPECT_EQ(all[0].size, 6);
}

}  // namespace
}  // namespace saddle
