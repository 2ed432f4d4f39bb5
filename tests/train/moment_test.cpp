#include "train/moment.h"

#include <cstring>

#include <gtest/gtest.h>

#include "model/optimizer_type.h"
#include "nets.h"
#include "saddle/catalog.h"
#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// A network and an optimizer, and steps along gradients that follow from the number of the step.
struct Learner {
  explicit Learner(const std::string& type)
      : network({node("dense", {{"units", 6}}), node("batch_norm"), node("dense", {{"units", 3}})}, Shape{4}, 8, 1),
        optimizer(type_named(optimizers::all(), type).factory.make<float>({{"weight_decay", 0.01}})) {
    for (Param<float>* param : network.params()) {
      if (param->spec.role != Role::statistic) param->grad = Tensor<float>(param->spec.shape);
    }
  }
  void step() {
    Rng rng(static_cast<uint64_t>(++steps));
    for (Param<float>* param : network.params()) {
      for (int64_t i = 0; i < param->grad.size(); ++i) param->grad[i] = static_cast<float>(rng.normal());
      if (param->spec.role != Role::statistic) continue;
      for (int64_t i = 0; i < param->value.size(); ++i) param->value[i] += static_cast<float>(rng.uniform(0, 1));
    }
    optimizer->step(network.params());
  }
  Moment now(const Moment& before = {}, Moment recycled = {}) {
    return capture(network, optimizer.get(), steps, before, std::move(recycled));
  }

  Network<float> network;
  std::unique_ptr<Optimizer<float>> optimizer;
  int64_t steps = 0;
};

void expect_same(const std::vector<BlockPointer>& a, const std::vector<BlockPointer>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i]->shape(), b[i]->shape());
    EXPECT_EQ(std::memcmp(a[i]->data(), b[i]->data(), static_cast<size_t>(a[i]->size()) * sizeof(float)), 0) << i;
  }
}

void expect_same(const Moment& a, const Moment& b) {
  EXPECT_EQ(a.step, b.step);
  EXPECT_EQ(a.optimizer_steps, b.optimizer_steps);
  expect_same(a.parameters, b.parameters);
  expect_same(a.state, b.state);
}

TEST(Moment, FromOneThatIsRestoredARunGoesOnAsIfItHadNeverLeft) {
  for (const Entry& type : catalog::optimizers()) {
    SCOPED_TRACE(type.name);
    Learner whole{std::string(type.name)}, back{std::string(type.name)};
    for (int i = 0; i < 12; ++i) whole.step();
    for (int i = 0; i < 5; ++i) back.step();
    const Moment fifth = back.now();
    EXPECT_EQ(fifth.step, 5);
    for (int i = 0; i < 9; ++i) back.step();
    restore(fifth, back.network, back.optimizer.get());
    back.steps = fifth.step;
    for (int i = 5; i < 12; ++i) back.step();
    expect_same(back.now(), whole.now());
  }
}

TEST(Moment, StaysWhatItWasWhileTheRunGoesOn) {
  Learner run("adam");
  run.step();
  const Moment then = run.now();
  const std::vector<float> weights(then.parameters[0]->data(), then.parameters[0]->data() + then.parameters[0]->size());
  run.step();
  run.now({}, then);  // its memory is asked for, but it is held here
  EXPECT_EQ(std::vector<float>(then.parameters[0]->data(), then.parameters[0]->data() + then.parameters[0]->size()),
            weights);
}

TEST(Moment, SharesWhatDidNotChangeWithTheMomentBefore) {
  Learner run("momentum");
  run.step();
  const Moment before = run.now();
  run.network.params()[0]->value[0] += 1;
  const Moment after = run.now(before);
  EXPECT_NE(after.parameters[0], before.parameters[0]);
  for (size_t i = 1; i < after.parameters.size(); ++i) EXPECT_EQ(after.parameters[i], before.parameters[i]) << i;
  for (size_t i = 0; i < after.state.size(); ++i) EXPECT_EQ(after.state[i], before.state[i]) << i;
}

TEST(Moment, TellsMinusZeroFromZero) {
  Learner run("sgd");
  run.network.params()[0]->value[0] = 0.0f;
  const Moment before = run.now();
  run.network.params()[0]->value[0] = -0.0f;
  EXPECT_NE(run.now(before).parameters[0], before.parameters[0]);
}

TEST(Moment, IsWrittenOverOneThatNobodyElseHolds) {
  Learner run("adam");
  run.step();
  Moment kept = run.now();
  std::vector<const Block*> places;
  for (const BlockPointer& block : kept.parameters) places.push_back(block.get());
  run.step();
  kept = run.now({}, std::move(kept));
  for (size_t i = 0; i < places.size(); ++i) EXPECT_EQ(kept.parameters[i].get(), places[i]) << i;
  expect_same(kept, run.now());
}

// Of the whole trainer, with batches that are gathered ahead, dropout, a schedule and augmentation.
TEST(Moment, ATrainerThatBeganAgainFromACheckpointMakesTheSameSteps) {
  const auto dataset = noise({1, 8, 8}, 3, 50);
  for (const Entry& type : catalog::optimizers()) {
    Experiment experiment = experiment_of({node("conv2d", {{"filters", 4}}), node("batch_norm"), node("relu"),
                                           node("dropout", {{"ratio", 0.3}}), node("dense", {{"units", 3}})},
                                          {{"batch_size", 7}, {"schedule", "cosine"}, {"epochs", 5}});
    experiment.optimizer = {std::string(type.name), {}};
    experiment.augmentation = {{"shift", 1.0}};
    Trainer trainer(experiment, dataset);
    for (int i = 0; i < 9; ++i) trainer.step();
    const Model ninth = trainer.checkpoint();
    std::vector<double> first, again;
    for (int i = 0; i < 20; ++i) first.push_back(trainer.step());
    trainer.resume(ninth);
    EXPECT_EQ(trainer.steps(), 9);
    for (int i = 0; i < 20; ++i) again.push_back(trainer.step());
    EXPECT_EQ(again, first) << type.name;
  }
}

}  // namespace
}  // namespace saddle
