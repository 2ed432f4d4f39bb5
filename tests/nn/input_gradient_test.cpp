// The gradient at a network's input, against central differences of what it answers.
#include <gtest/gtest.h>

#include "core/rng.h"
#include "nets.h"
#include "nn/network.h"

namespace saddle {
namespace {

constexpr int samples = 3;

void fill(View<double> view, uint64_t seed) {
  Rng rng(seed);
  for (double& value : view.array()) value = rng.uniform(-1, 1);
}

// sum over the samples and outputs of weight * output, for weights of chance; its gradient at the input by hand.
double score(Network<double>& network, Workers& workers, const std::vector<double>& weights) {
  network.forward({.every_activation = true}, samples, workers);
  const View<double> output = network.output(samples);
  double sum = 0;
  for (int64_t i = 0; i < output.size(); ++i) sum += weights[static_cast<size_t>(i)] * output.data[i];
  return sum;
}

// The largest difference, in units of the largest gradient.
double difference(const std::vector<Node>& nodes, const Shape& sample) {
  Network<double> network(nodes, sample, samples, 3);
  for (Param<double>* param : network.params()) {
    // Statistics as of something seen: a variance is above 0.
    if (param->spec.role == Role::statistic) {
      Rng rng(key(5, param->spec.name));
      for (double& value : param->value.view().array()) value = rng.uniform(0.3, 1.5);
    }
  }
  network.refresh();
  Workers workers(1);
  fill(network.input(samples), 7);
  std::vector<double> weights(static_cast<size_t>(network.output(samples).size()));
  Rng rng(9);
  for (double& weight : weights) weight = rng.uniform(-1, 1);
  score(network, workers, weights);
  std::ranges::copy(weights, network.doutput(samples).data);
  const View<double> found = network.input_gradient(samples, workers);
  std::vector<double> gradient(found.data, found.data + found.size());
  constexpr double h = 1e-6;
  double largest = 0, off = 0;
  const View<double> input = network.input(samples);
  for (int64_t i = 0; i < input.size(); ++i) {
    const double kept = input.data[i];
    input.data[i] = kept + h;
    const double above = score(network, workers, weights);
    input.data[i] = kept - h;
    const double below = score(network, workers, weights);
    input.data[i] = kept;
    const double numerical = (above - below) / (2 * h);
    largest = std::max(largest, std::abs(numerical));
    off = std::max(off, std::abs(numerical - gradient[static_cast<size_t>(i)]));
  }
  EXPECT_GT(largest, 1e-6) << "nothing depends on the input";
  return off / largest;
}

TEST(InputGradient, OfStackedLayersAgreesWithCentralDifferences) {
  EXPECT_LT(difference(mixed_network(4), {2, 10, 10}), 1e-5);
  EXPECT_LT(difference({node("dense", {{"units", 5}}), node("tanh"), node("dense", {{"units", 3}})}, {6}), 1e-6);
}

TEST(InputGradient, TakesBatchNormAndDropoutAsTheyAnswer) {
  for (const char* per : {"channel", "feature"}) {
    const std::vector<Node> nodes = {node("conv2d", {{"filters", 3}}), node("batch_norm", {{"per", per}}), node("tanh"),
                                     node("dropout", {{"ratio", 0.4}, {"inverted", false}}),
                                     node("dense", {{"units", 4}})};
    EXPECT_LT(difference(nodes, {2, 6, 6}), 1e-6) << per;
  }
  EXPECT_LT(difference({node("batch_norm"), node("dense", {{"units", 4}})}, {5}), 1e-6) << "first of all";
}

TEST(InputGradient, AddsUpOverAllWaysFromTheInput) {
  // The data go three ways, one output goes two, and one layer takes the same output twice.
  const std::vector<Node> nodes = {
      named("a", node("dense", {{"units", 6}}), {"input"}), named("b", node("tanh"), {"a"}),
      named("sum", node("add"), {"a", "b", "input"}),       named("twice", node("multiply"), {"sum", "sum"}),
      named("both", node("concat"), {"twice", "input"}),    named("end", node("dense", {{"units", 3}}), {"both"})};
  EXPECT_LT(difference(nodes, {6}), 1e-6);
}

TEST(InputGradient, LeavesAuxiliaryOutputsOut) {
  const std::vector<Node> nodes = {
      named("before", node("dense", {{"units", 5}})),        named("bend", node("tanh")),
      named("end", node("dense", {{"units", 3}}), {"bend"}), named("side", node("dense", {{"units", 3}}), {"before"}),
      named("aside", node("auxiliary_output"), {"side"}),    named("last", node("tanh"), {"end"})};
  EXPECT_LT(difference(nodes, {4}), 1e-6);
}

TEST(InputGradient, OfEveryLayerOfTheCatalog) {
  for (const LayerType& type : layers::all()) {
    if (type.is_auxiliary() || type.entry.name == "step") continue;  // a step has no slope
    const std::string& name = std::string(type.entry.name);
    const std::vector<Node> nodes = network_around(node(name), node("conv2d", {{"filters", 2}, {"padding", 1}}), 3);
    if (!plan(nodes, {2, 6, 6}).issues.empty()) continue;
    EXPECT_LT(difference(nodes, {2, 6, 6}), 1e-4) << name;
  }
}

// Training goes on as if nobody had asked.
TEST(InputGradient, LeavesTheGradientOfParametersAlone) {
  Network<double> network(mixed_network(4), {2, 10, 10}, samples, 3);
  Workers workers(1);
  fill(network.input(samples), 7);
  const Pass pass{.training = true};
  network.forward(pass, samples, workers);
  fill(network.doutput(samples), 8);
  network.backward(pass, samples, workers);
  std::vector<Tensor<double>> before;
  for (const Param<double>* param : network.params()) before.push_back(param->grad.clone());
  network.forward({.every_activation = true}, samples, workers);
  fill(network.doutput(samples), 9);
  network.input_gradient(samples, workers);
  for (size_t i = 0; i < before.size(); ++i) {
    for (int64_t k = 0; k < before[i].size(); ++k)
      ASSERT_EQ(network.params()[i]->grad[k], before[i][k]) << network.param_names()[i];
  }
}

}  // namespace
}  // namespace saddle
