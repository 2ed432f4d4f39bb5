#include <cmath>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "nets.h"
#include "nn/network.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr double momentum = 0.9, epsilon = 1e-6;  // the book's

// Fills the input with numbers far from 0.
template <class Real>
void fill(Network<Real>& network, int count, uint64_t seed) {
  Rng rng(seed);
  for (Real& value : network.input(count).array()) value = static_cast<Real>(3 + 2 * rng.normal());
}

const Param<double>& param(const Network<double>& network, const std::string& name) {
  for (size_t i = 0; i < network.params().size(); ++i) {
    if (network.param_names()[i] == name) return *network.params()[i];
  }
  throw std::out_of_range(name);
}

TEST(BatchNorm, GivesEachFeatureOfABatchTheMean0AndTheVariance1) {
  for (const Shape& sample : {Shape{5}, Shape{5, 6, 4}}) {
    const int count = 33;
    Network<double> network({node("batch_norm")}, sample, count, 1);
    Workers workers(1);
    fill(network, count, 1);
    network.forward({.training = true}, count, workers);
    const View<double> out = network.output(count);
    for (int64_t k = 0; k < 5; ++k) {  // channels and features lie last
      double sum = 0, squares = 0;
      for (int64_t i = k; i < out.size(); i += 5) sum += out.data[i], squares += out.data[i] * out.data[i];
      const double rows = static_cast<double>(out.size()) / 5;
      EXPECT_NEAR(sum / rows, 0, 1e-12);
      EXPECT_NEAR(squares / rows, 1, 1e-5);
    }
  }
}

// An epsilon as large as the variance itself is seen in the result.
TEST(BatchNorm, EpsilonIsAddedToTheVarianceOfTheBatch) {
  const int count = 40;
  Network<double> network({node("batch_norm", {{"epsilon", 0.5}})}, Shape{3}, count, 1);
  Workers workers(1);
  fill(network, count, 4);
  const auto in = network.input(count).matrix().eval();
  network.forward({.training = true}, count, workers);
  const auto out = network.output(count).matrix();
  for (int64_t k = 0; k < 3; ++k) {
    const auto distance = (in.col(k).array() - in.col(k).mean()).eval();
    const double variance = distance.square().mean();
    EXPECT_NEAR((out.col(k).array() - distance / std::sqrt(variance + 0.5)).abs().maxCoeff(), 0, 1e-12);
  }
}

TEST(BatchNorm, PerFeatureTakesEachPixelByItself) {
  Network<double> network({node("batch_norm", {{"per", "feature"}})}, {2, 3, 2}, 7, 1);
  EXPECT_EQ(network.params()[0]->value.shape(), (Shape{2, 3, 2}));
  Workers workers(1);
  fill(network, 7, 2);
  network.forward({.training = true}, 7, workers);
  const auto out = network.output(7).matrix();
  for (int64_t k = 0; k < 12; ++k) EXPECT_NEAR(out.col(k).mean(), 0, 1e-12);
}

TEST(BatchNorm, RunsItsStatisticsAsTheBookDoesAndOnlyForStepsThatCount) {
  Network<double> network({node("batch_norm")}, Shape{3}, 10, 1);
  Workers workers(1);
  double mean = 0, var = 0;
  for (uint64_t step = 0; step < 4; ++step) {
    fill(network, 10, step);
    const auto column = network.input(10).matrix().col(1).array().eval();
    network.forward({.training = true}, 10, workers);
    if (step == 2) continue;  // as after a loss that is NaN
    network.keep_statistics();
    mean = momentum * mean + (1 - momentum) * column.mean();
    var = momentum * var + (1 - momentum) * (column - column.mean()).square().mean();
  }
  EXPECT_NEAR(param(network, "batch_norm_1/running_mean").value[1], mean, 1e-12);
  EXPECT_NEAR(param(network, "batch_norm_1/running_var").value[1], var, 1e-12);
  network.refresh();
  network.input(1).array() << 1, 2, 3;
  network.forward({}, 1, workers);
  EXPECT_NEAR(network.output(1).data[1], (2 - mean) / std::sqrt(var + epsilon), 1e-10);
}

TEST(BatchNorm, BeforeTheFirstStepItLetsThroughWhatComes) {
  Network<double> network({node("batch_norm")}, Shape{3}, 1, 1);
  Workers workers(1);
  network.input(1).array() << 1, -2, 3;
  network.forward({}, 1, workers);
  EXPECT_EQ(network.output(1).data[1], -2);
}

// Nets in which each foldable layer has a batch norm behind it, and one in which none may be folded.
std::vector<std::vector<Node>> normed_networks() {
  Node shared = node("conv2d", {{"filters", 4}, {"padding", 1}});
  shared.name = "shared";
  Node sum = node("add");
  sum.inputs = {"shared", "batch_norm_1"};
  return {{node("conv2d", {{"filters", 5}, {"bias", false}}), node("batch_norm"), node("relu"),
           node("conv2d", {{"filters", 6}}), node("batch_norm"), node("flatten"), node("dense", {{"units", 7}}),
           node("batch_norm"), node("tanh"), node("dense", {{"units", 3}})},
          {node("conv2d", {{"filters", 5}}), node("batch_norm", {{"per", "feature"}}), node("dense", {{"units", 3}})},
          {shared, node("batch_norm"), sum, node("dense", {{"units", 3}})}};
}

TEST(BatchNorm, FoldedIntoTheLayerBeforeItTheAnswerIsTheSame) {
  for (const auto& nodes : normed_networks()) {
    Network<double> network(nodes, {2, 8, 7}, 9, 1);
    Workers workers(1);
    Rng rng(4);
    for (Param<double>* p : network.params()) {
      for (int64_t i = 0; i < p->value.size(); ++i) p->value[i] += 0.3 * rng.normal();
    }
    for (int step = 0; step < 3; ++step) {
      fill(network, 9, static_cast<uint64_t>(step));
      network.forward({.training = true}, 9, workers);
      network.keep_statistics();
    }
    network.refresh();
    network.forward({.every_activation = true}, 9, workers);
    const std::vector<double> apart(network.output(9).data, network.output(9).data + 27);
    std::set<StepIndex> layers;
    network.observe([&](StepIndex step, View<double>) { layers.insert(step); });
    network.forward({}, 9, workers);
    for (size_t i = 0; i < apart.size(); ++i) EXPECT_NEAR(network.output(9).data[i], apart[i], 1e-9);
    if (nodes.size() == 10) {
      EXPECT_EQ(layers.size(), 7u) << "three batch norms are folded";
    }
  }
}

TEST(BatchNorm, SameBitsWhateverTheThreadsAndNothingChangesByMeasuring) {
  const auto dataset = noise({2, 16, 16}, 3, 60);
  std::vector<std::vector<float>> answers;
  for (const int threads : {1, 2, 4, 1}) {
    Experiment experiment = experiment_of(
        {node("conv2d", {{"filters", 32}, {"padding", 1}}), node("batch_norm"), node("relu"),
         node("conv2d", {{"filters", 32}, {"padding", 1}}), node("batch_norm"), node("dense", {{"units", 3}})},
        {{"threads", threads}, {"batch_size", 50}});
    Trainer trainer(experiment, dataset);
    const std::vector<float> sample(512, 0.5f);
    for (int i = 0; i < 5; ++i) {
      trainer.step();
      if (answers.size() == 3) trainer.evaluate(Dataset::Part::test), trainer.predict(sample);
    }
    answers.push_back(trainer.predict(sample));
  }
  for (const auto& answer : answers) EXPECT_EQ(answer, answers.front());
}

}  // namespace
}  // namespace saddle
