// What is done to layers by hand: units that are held at a value.
#include "saddle/surgery.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "model/layer_type.h"
#include "nets.h"
#include "nn/network.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr int samples = 6;

Node pinned(Node node, const Pinned& pins) {
  set_pinned(node.properties, pins);
  return node;
}

// A convolution with batch norm, and a dense layer: what fuses, folds, and sees the whole batch.
std::vector<Node> small_network() {
  return {node("conv2d", {{"filters", 4}, {"kernel", 3}}),
          node("batch_norm"),
          node("relu"),
          node("dense", {{"units", 6}}),
          node("relu"),
          node("dense", {{"units", 3}})};
}
const Shape picture{2, 6, 5};

template <class Real>
void fill(View<Real> view, uint64_t seed) {
  Rng rng(seed);
  for (Real& value : view.array()) value = static_cast<Real>(rng.uniform(-1, 1));
}

struct Passed {
  std::vector<float> outputs;
  std::vector<std::vector<float>> gradients;  // of the parameters
};

Passed passed(Network<float>& network, bool training = true) {
  Workers workers(1);
  fill(network.input(samples), 7);
  const Pass pass{.training = training, .seed = 4};
  network.forward(pass, samples, workers);
  const View<float> out = network.output(samples);
  Passed all{.outputs = {out.data, out.data + out.size()}, .gradients = {}};
  if (!training) return all;
  fill(network.doutput(samples), 8);
  network.backward(pass, samples, workers);
  for (const Param<float>* param : network.params())
    all.gradients.emplace_back(param->grad.data(), param->grad.data() + param->grad.size());
  return all;
}

Param<float>& param_named(Network<float>& network, const std::string& name) {
  const auto found = std::ranges::find(network.param_names(), name);
  return *network.params()[static_cast<size_t>(found - network.param_names().begin())];
}

TEST(Surgery, ASilentUnitIsOneWhoseOutgoingWeightsAreZero) {
  auto nodes = small_network();
  nodes[4] = pinned(nodes[4], {{2, 0.0}});
  Network<float> silenced(nodes, picture, samples, 1), by_hand(small_network(), picture, samples, 1);
  Param<float>& weight = param_named(by_hand, "dense_2/weight");  // (3, 6)
  for (int64_t row = 0; row < 3; ++row) weight.value[row * 6 + 2] = 0;
  by_hand.refresh();
  for (const bool training : {false, true}) {
    const Passed found = passed(silenced, training), expected = passed(by_hand, training);
    EXPECT_EQ(found.outputs, expected.outputs);
    for (size_t i = 0; i < found.gradients.size(); ++i) {
      for (size_t k = 0; k < found.gradients[i].size(); ++k) {
        // What the silent unit's weights would learn from its former output, they do not learn.
        const bool outgoing = silenced.param_names()[i] == "dense_2/weight" && k % 6 == 2;
        EXPECT_NEAR(found.gradients[i][k], outgoing ? 0 : expected.gradients[i][k], 1e-6f) << silenced.param_names()[i];
      }
    }
  }
}

TEST(Surgery, ASilentFilterIsOneWhoseOutgoingWeightsAreZero) {
  const Shape sample{1, 6, 6};
  std::vector<Node> nodes = {node("conv2d", {{"filters", 3}, {"kernel", 3}}), node("relu"),
                             node("dense", {{"units", 2}})};
  Network<float> by_hand(nodes, sample, samples, 1);
  nodes[0] = pinned(nodes[0], {{1, 0.0}});
  Network<float> silenced(nodes, sample, samples, 1);
  Param<float>& weight = param_named(by_hand, "dense_1/weight");  // (2, 3 * 16), channel by channel
  for (int64_t row = 0; row < 2; ++row) {
    for (int64_t k = 16; k < 32; ++k) weight.value[row * 48 + k] = 0;
  }
  by_hand.refresh();
  EXPECT_EQ(passed(silenced, false).outputs, passed(by_hand, false).outputs);
  const Passed found = passed(silenced), expected = passed(by_hand);
  EXPECT_EQ(found.outputs, expected.outputs);
  // Of the convolution: the silent filter's own gradient is 0 either way.
  for (size_t k = 0; k < found.gradients[0].size(); ++k)
    EXPECT_NEAR(found.gradients[0][k], expected.gradients[0][k], 1e-6f);
}

TEST(Surgery, APinnedUnitGivesItsValueInEveryPass) {
  auto nodes = small_network();
  for (const size_t at : {size_t{0}, size_t{1}, size_t{2}, size_t{3}}) {
    auto held = nodes;
    held[at] = pinned(held[at], {{0, 1.5}, {3, -2.0}});
    Network<float> network(held, picture, samples, 1);
    Workers workers(1);
    fill(network.input(samples), 7);
    const StepIndex step(at);
    const int64_t units = units_of(network.plan().steps[step].shape);
    for (const Pass& pass : {Pass{}, Pass{.every_activation = true}, Pass{.training = true, .seed = 4}}) {
      network.forward(pass, samples, workers);
      const View<const float> out = network.activation(step, samples);
      for (int64_t k = 0; k < out.size(); k += units) {
        ASSERT_EQ(out.data[k], 1.5f) << at;
        ASSERT_EQ(out.data[k + 3], -2.0f) << at;
      }
    }
  }
}

TEST(Surgery, TheGradientOfEveryLayerThatIsPinnedStandsUpToDifferences) {
  for (const LayerType& type : layers::all()) {
    if (!find(type.entry.properties, "pinned") || !type.no_gradient.empty()) continue;
    const std::string name(type.entry.name);
    const auto network = network_around(pinned(node(name), {{0, 0.0}, {1, 0.7}}), node("conv2d", {{"filters", 4}}), 3);
    GradientCheck check = check_gradients(experiment_of(network), noise({2, 8, 6}, 3, 12), {.batch = 4});
    EXPECT_TRUE(check.passed) << name;
  }
  // Behind, and at, what sees the whole batch.
  for (const size_t at : {size_t{0}, size_t{1}, size_t{2}, size_t{5}}) {
    auto network = small_network();
    network[at] = pinned(network[at], {{1, 0.4}});
    EXPECT_TRUE(check_gradients(experiment_of(network), noise(picture, 3, 12), {.batch = 4}).passed) << at;
  }
}

TEST(Surgery, TheGradientAtTheInputDoesNotComeThroughWhatIsPinned) {
  // Of a layer whose units are all pinned nothing comes back, of one that has another left something.
  for (const bool all : {true, false}) {
    auto nodes = small_network();
    nodes[3] = pinned(nodes[3], all ? Pinned{{0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}}
                                    : Pinned{{0, 1}, {1, 1}, {2, 1}, {3, 1}, {4, 1}});
    Network<double> network(nodes, picture, samples, 1);
    Workers workers(1);
    fill(network.input(samples), 7);
    network.forward({.every_activation = true}, samples, workers);
    fill(network.doutput(samples), 8);
    EXPECT_EQ(network.input_gradient(samples, workers).array().abs().maxCoeff() == 0, all);
  }
}

TEST(Surgery, PinningLaterIsAsIfItHadAlwaysBeenAndUndoingAsIfItHadNever) {
  for (const size_t at : {size_t{0}, size_t{1}, size_t{2}, size_t{4}}) {
    auto nodes = small_network();
    Network<float> never(nodes, picture, samples, 1), network(nodes, picture, samples, 1);
    nodes[at] = pinned(nodes[at], {{1, 0.25}});
    Network<float> always(nodes, picture, samples, 1);
    for (const bool training : {true, false}) {
      const Passed before = passed(network, training);
      network.pin(StepIndex(at), {{1, 0.25}});
      const Passed held = passed(network, training), expected = passed(always, training);
      EXPECT_EQ(held.outputs, expected.outputs) << at;
      EXPECT_EQ(held.gradients, expected.gradients) << at;
      EXPECT_NE(held.outputs, before.outputs) << at;
      network.pin(StepIndex(at), {});
      const Passed after = passed(network, training), untouched = passed(never, training);
      EXPECT_EQ(after.outputs, untouched.outputs) << at;
      EXPECT_EQ(after.gradients, untouched.gradients) << at;
    }
  }
}

TEST(Surgery, APassFromALayerOnIsThatOfTheWhole) {
  auto nodes = small_network();
  nodes[2] = pinned(nodes[2], {{0, 0.0}});
  Network<float> network(nodes, picture, samples, 1);
  passed(network, false);
  network.pin(StepIndex(2), {{3, 0.0}});
  Workers workers(1);
  network.forward_from(StepIndex(2), {}, samples, workers);
  const View<float> out = network.output(samples);
  const std::vector<float> found(out.data, out.data + out.size());
  EXPECT_EQ(found, passed(network, false).outputs);
}

TEST(Surgery, WhatIsPinnedIsWrittenShortAndReadBack) {
  EXPECT_EQ(pinned_text({{3, 0.0}, {5, 1.5}}), "3 5=1.5");
  EXPECT_EQ(pinned_in(" 5=1.5,3"), (Pinned{{3, 0.0}, {5, 1.5}}));
  EXPECT_EQ(pinned_in(""), Pinned());
  for (const char* wrong : {"x", "3=", "-1", "3=x", "3 3", "3=1e30", "3=nan", "1.5", "3;4"})
    EXPECT_THROW(static_cast<void>(pinned_in(wrong, "network[0].pinned")), Error) << wrong;
}

TEST(Surgery, AUnitThatThereIsNotIsAFaultWithItsPlace) {
  auto nodes = small_network();
  nodes[0] = pinned(nodes[0], {{4, 0.0}});
  const Plan found = plan(nodes, picture);
  ASSERT_FALSE(found.issues.empty());
  EXPECT_EQ(found.issues.front().where, "network[0].pinned");
  EXPECT_EQ(found.issues.front().text(), "network[0].pinned: there is no unit 4; the layer has 4, counted from 0");
  Experiment experiment = experiment_of(small_network());
  EXPECT_THROW(assign(experiment, "network[2].frozen", true), Error) << "nothing of a ReLU is learned";
  assign(experiment, "network[2].pinned", std::string("x"));
  EXPECT_FALSE(plan(experiment.network, picture).issues.empty());
  assign(experiment, "network[2].pinned", 3);
  EXPECT_EQ(pinned_of(experiment.network[2].properties), (Pinned{{3, 0.0}}));
}

}  // namespace
}  // namespace saddle
