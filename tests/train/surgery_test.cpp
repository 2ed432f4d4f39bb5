// A run whose layers are frozen, or held at a value, from some step on.
#include "saddle/surgery.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "folder.h"
#include "nets.h"
#include "saddle/knock_out.h"
#include "saddle/model.h"
#include "saddle/trainer.h"
#include "train/moment.h"

namespace saddle {
namespace {

Experiment small_experiment(const Choice& optimizer = {"adam", {{"weight_decay", 0.1}}}) {
  Experiment experiment =
      experiment_of({node("conv2d", {{"filters", 4}, {"kernel", 3}}), node("batch_norm"), node("relu"),
                     node("dense", {{"units", 6}}), node("relu"), node("dense", {{"units", 3}})},
                    {{"batch_size", 8}});
  experiment.optimizer = optimizer;
  return experiment;
}
std::shared_ptr<const Dataset> small_data() { return noise({2, 6, 5}, 3, 40); }

using Values = std::vector<std::vector<float>>;

Values values_of(const std::vector<BlockPointer>& blocks) {
  Values values;
  for (const BlockPointer& block : blocks) values.emplace_back(block->data(), block->data() + block->size());
  return values;
}
// conv2d_1/weight, /bias, batch_norm_1/gamma, /beta, /running_mean, /running_var, dense_1/weight …
Values weights_of(const Trainer& trainer) { return values_of(trainer.moment(nullptr)->parameters); }

void steps(Trainer& trainer, int count) {
  for (int i = 0; i < count; ++i) trainer.step();
}

TEST(Surgery, AFrozenLayerKeepsItsBitsAndThoseOfTheOptimizersMemory) {
  for (const char* optimizer : {"sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"}) {
    Trainer trainer(small_experiment({optimizer, {{"weight_decay", 0.1}, {"learning_rate", 0.01}}}), small_data());
    steps(trainer, 3);
    const auto before = trainer.moment(nullptr);
    trainer.tune("network[0].frozen", true);
    trainer.tune("network[1].frozen", true);
    steps(trainer, 4);
    const auto after = trainer.moment(nullptr);
    const Values was = values_of(before->parameters), is = values_of(after->parameters);
    ASSERT_EQ(is.size(), 10u);
    for (size_t i = 0; i < is.size(); ++i) EXPECT_EQ(is[i] == was[i], i < 6) << optimizer << ", parameter " << i;
    const Values memory_was = values_of(before->state), memory_is = values_of(after->state);
    const size_t kinds = memory_is.size() / 10;
    for (size_t i = 0; i < 6 * kinds; ++i) EXPECT_EQ(memory_is[i], memory_was[i]) << optimizer << ", memory " << i;
    trainer.tune("network[0].frozen", false);
    steps(trainer, 1);
    EXPECT_NE(weights_of(trainer)[0], is[0]) << optimizer << ": it learns again";
  }
}

// By hand: after each step the layer's weights are put back. What the optimizer remembers of them moves none of the
// others.
TEST(Surgery, TheOthersLearnAsIfTheFrozenGradientWereDropped) {
  for (const char* optimizer : {"sgd", "momentum", "adam"}) {
    const Choice choice{optimizer, {{"weight_decay", 0.1}, {"learning_rate", 0.02}}};
    Experiment frozen = small_experiment(choice);
    set_frozen(frozen.network[3].properties, true);
    Trainer found(frozen, small_data()), by_hand(small_experiment(choice), small_data());
    const Values first = weights_of(by_hand);
    for (int step = 0; step < 6; ++step) {
      found.step();
      by_hand.step();
      for (const auto& [name, index] : {std::pair{"dense_1/weight", 6}, {"dense_1/bias", 7}}) {
        const std::vector<float>& values = first[static_cast<size_t>(index)];
        for (size_t k = 0; k < values.size(); ++k)
          by_hand.set_weight(name, static_cast<int64_t>(k), static_cast<double>(values[k]));
      }
    }
    EXPECT_EQ(weights_of(found), weights_of(by_hand)) << optimizer;
  }
}

TEST(Surgery, AGradientIsAsLongAsThatOfWhatLearns) {
  Experiment experiment = small_experiment();
  for (const int layer : {0, 1, 3, 5}) set_frozen(experiment.network[static_cast<size_t>(layer)].properties, true);
  Trainer trainer(experiment, small_data());
  const Values before = weights_of(trainer);
  steps(trainer, 2);
  EXPECT_EQ(trainer.gradient_norm(), 0);
  EXPECT_EQ(weights_of(trainer), before);
}

TEST(Surgery, OneThatIsDoneAndUndoneBetweenTwoStepsLeavesTheRunAsItWasBitForBit) {
  Trainer trainer(small_experiment(), small_data()), untouched(small_experiment(), small_data());
  steps(trainer, 3);
  steps(untouched, 3);
  trainer.tune("network[0].pinned", "1=0.5");
  trainer.tune("network[3].frozen", true);
  const double held = trainer.evaluate(Dataset::Part::test).loss;
  trainer.tune("network[0].pinned", "");
  trainer.tune("network[3].frozen", false);
  EXPECT_NE(held, untouched.evaluate(Dataset::Part::test).loss);
  EXPECT_EQ(trainer.evaluate(Dataset::Part::test).loss, untouched.evaluate(Dataset::Part::test).loss);
  EXPECT_TRUE(trainer.experiment() == untouched.experiment());
  steps(trainer, 3);
  steps(untouched, 3);
  EXPECT_EQ(weights_of(trainer), weights_of(untouched));
}

TEST(Surgery, ARunThatBeginsWithItIsOneThatIsGivenItBeforeItsFirstStep) {
  Experiment experiment = small_experiment();
  assign(experiment, "network[0].pinned", "1 2=0.5");
  assign(experiment, "network[3].frozen", true);
  Trainer begun(experiment, small_data()), given(small_experiment(), small_data());
  given.tune("network[0].pinned", "1 2=0.5");
  given.tune("network[3].frozen", true);
  EXPECT_TRUE(given.experiment() == experiment);
  steps(begun, 5);
  steps(given, 5);
  EXPECT_EQ(weights_of(begun), weights_of(given));
}

TEST(Surgery, HasTheSameBitsOnAnyNumberOfThreads) {
  Values first;
  for (const int threads : {1, 3}) {
    Experiment experiment = experiment_of(heavy_network(4), {{"batch_size", 100}, {"threads", threads}});
    assign(experiment, "network[0].pinned", "1 7=0.5");
    assign(experiment, "network[5].pinned", "3");
    assign(experiment, "network[4].frozen", true);
    Trainer trainer(experiment, noise({3, 20, 18}, 4, 300));
    steps(trainer, 4);
    if (first.empty()) first = weights_of(trainer);
    EXPECT_EQ(weights_of(trainer), first);
  }
}

TEST(Surgery, IsSavedWithTheModelAndGoesOnFromACheckpoint) {
  const Folder folder;
  Trainer trainer(small_experiment(), small_data());
  steps(trainer, 2);
  trainer.tune("network[2].pinned", "0");
  trainer.tune("network[5].frozen", true);
  trainer.save_checkpoint(folder.path() / "c.npz");
  const Model model = Model::read(folder.path() / "c.npz");
  EXPECT_EQ(pinned_of(model.experiment().network[2].properties), (Pinned{{0, 0.0}}));
  EXPECT_TRUE(is_frozen(model.experiment().network[5].properties));
  Trainer resumed(model.experiment(), small_data());
  resumed.resume(model);
  steps(trainer, 3);
  steps(resumed, 3);
  EXPECT_EQ(weights_of(resumed), weights_of(trainer));
}

TEST(Surgery, WhatCannotBeIsRefusedAndChangesNothing) {
  Trainer trainer(small_experiment(), small_data());
  const Experiment before = trainer.experiment();
  EXPECT_THROW(trainer.tune("network[0].pinned", "4"), Error);
  EXPECT_THROW(trainer.tune("network[0].filters", 5), Error);
  EXPECT_THROW(trainer.tune("network[2].frozen", true), Error);
  EXPECT_THROW(trainer.tune("network[9].frozen", true), Error);
  EXPECT_TRUE(trainer.experiment() == before);
}

// A network that has learned something, so that its units differ in worth.
Experiment digits() {
  Experiment experiment =
      experiment_of({node("conv2d", {{"filters", 6}}), node("batch_norm"), node("relu"), node("max_pool2d"),
                     node("dense", {{"units", 12}}), node("relu"), node("dense", {{"units", 10}})},
                    {{"batch_size", 50}});
  experiment.data = {"procedural_digits", {{"train", 500}, {"test", 230}}};
  return experiment;
}

TEST(KnockOut, IsWhatEvaluatingSaysWithEachUnitSilencedOneByOne) {
  Trainer trainer(digits(), load_dataset(digits().data));
  steps(trainer, 40);
  const Model model = trainer.model();
  const std::vector<std::string> names = names_of(model.experiment().network);
  for (const size_t layer : {size_t{0}, size_t{1}, size_t{2}, size_t{4}, size_t{6}}) {
    const KnockOut found = knock_out(model, trainer.dataset(), Dataset::Part::test, names[layer]);
    const Evaluation whole = model.evaluate(trainer.dataset(), Dataset::Part::test);
    EXPECT_EQ(found.samples, 230);
    EXPECT_EQ(found.accuracy, whole.accuracy);
    EXPECT_EQ(found.loss, whole.loss);
    ASSERT_EQ(found.accuracies.size(), layer < 4 ? 6u : layer == 4 ? 12u : 10u);
    bool differ = false;
    for (size_t unit = 0; unit < found.accuracies.size(); ++unit) {
      std::vector<Node> network = model.experiment().network;
      set_pinned(network[layer].properties, {{static_cast<int>(unit), 0.0}});
      const Evaluation one = operated(model, network).evaluate(trainer.dataset(), Dataset::Part::test);
      EXPECT_EQ(found.accuracies[unit], one.accuracy) << names[layer] << " " << unit;
      EXPECT_EQ(found.losses[unit], one.loss) << names[layer] << " " << unit;
      differ = differ || one.loss != whole.loss;
    }
    EXPECT_TRUE(differ) << names[layer];
  }
}

TEST(KnockOut, ComesBesideWhatIsPinnedAlreadyAndOverSomeSamples) {
  Trainer trainer(digits(), load_dataset(digits().data));
  steps(trainer, 30);
  trainer.tune("network[0].pinned", "2=0.5");
  const KnockOut found = knock_out(trainer.model(), trainer.dataset(), Dataset::Part::test, "conv2d_1", 120);
  EXPECT_EQ(found.of, 120);
  EXPECT_EQ(found.accuracy, trainer.evaluate(Dataset::Part::test, 120).accuracy);
  trainer.tune("network[0].pinned", "2=0.5 4");
  EXPECT_EQ(found.losses[4], trainer.evaluate(Dataset::Part::test, 120).loss);
  trainer.tune("network[0].pinned", "2");
  EXPECT_EQ(found.losses[2], trainer.evaluate(Dataset::Part::test, 120).loss);
}

TEST(KnockOut, TellsHowFarItIsAndEndsWhenItIsTold) {
  Trainer trainer(digits(), load_dataset(digits().data));
  const Model model = trainer.model();
  std::vector<int64_t> told;
  const KnockOut cut = knock_out(model, trainer.dataset(), Dataset::Part::test, "dense_1", 0, [&](const KnockOut& k) {
    if (told.empty() || told.back() != k.samples) told.push_back(k.samples);
    return k.samples < 200;
  });
  EXPECT_EQ(told, (std::vector<int64_t>{0, 100, 200}));
  EXPECT_FALSE(cut.complete());
  std::vector<double> then;
  const KnockOut whole = knock_out(model, trainer.dataset(), Dataset::Part::test, "dense_1", 0, [&](const KnockOut& k) {
    if (k.samples == 200) then = k.losses;
    return true;
  });
  EXPECT_TRUE(whole.complete());
  EXPECT_EQ(cut.losses, then) << "each batch is of all units";
}

TEST(KnockOut, RefusesWhatIsNoLayerAndANetworkThatIsAnother) {
  Trainer trainer(digits(), load_dataset(digits().data));
  const Model model = trainer.model();
  EXPECT_THROW(knock_out(model, trainer.dataset(), Dataset::Part::test, "conv2d_9"), Error);
  std::vector<Node> network = model.experiment().network;
  network.pop_back();
  EXPECT_THROW(static_cast<void>(operated(model, network)), Error);
}

}  // namespace
}  // namespace saddle
