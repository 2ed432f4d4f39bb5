// Branches, joins and outputs beside the last.
#include <set>

#include <gtest/gtest.h>

#include "nets.h"
#include "nn/network.h"
#include "saddle/plan.h"
#include "saddle/trainer.h"
#include "train/objective.h"

namespace saddle {
namespace {

std::string fault(const std::vector<Node>& nodes, const Shape& sample = {3, 8, 8}) {
  const Plan result = plan(nodes, sample);
  return result.issues.empty() ? "" : result.issues.front().text();
}

TEST(Graph, JoinsHaveTheShapesOfTheirInputs) {
  const Node conv = node("conv2d", {{"filters", 5}, {"padding", 1}});
  const Plan result = plan({named("a", conv), named("b", node("relu")), named("sum", node("add"), {"a", "b"}),
                            named("c", conv, {"input"}), named("both", node("concat"), {"sum", "c", "a"})},
                           {3, 8, 8});
  ASSERT_TRUE(result.issues.empty()) << result.issues.front().text();
  EXPECT_EQ(result.steps[StepIndex(2)].shape, (Shape{5, 8, 8}));
  EXPECT_EQ(result.steps[StepIndex(4)].shape, (Shape{15, 8, 8}));
}

TEST(Graph, SaysWhatCannotBeJoined) {
  const Node wide = node("conv2d", {{"filters", 5}, {"padding", 1}}), narrow = node("conv2d", {{"filters", 5}});
  EXPECT_EQ(fault({named("a", wide), named("b", narrow), named("sum", node("add"), {"a", "b"})}),
            "network[2]: (5, 8, 8) and (5, 6, 6) cannot be added; bring them to one shape, for images with a 1 × 1 "
            "conv2d");
  EXPECT_NE(fault({named("a", wide), named("b", narrow), named("sum", node("concat"), {"a", "b"})}).find("joined"),
            std::string::npos);
  EXPECT_EQ(fault({named("a", wide), node("add")}), "network[1].inputs: add takes at least 2 inputs, got 1");
  EXPECT_EQ(fault({named("a", wide), named("b", node("relu"), {"a", "a"})}),
            "network[1].inputs: relu takes one input, got 2");
  EXPECT_NE(fault({named("a", node("add"), {"b", "input"}), named("b", node("relu"), {"a"})}).find("circle"),
            std::string::npos);
  EXPECT_NE(fault({named("a", wide), named("b", wide, {"input"})}).find("nothing uses"), std::string::npos);
}

TEST(Graph, AnAuxiliaryOutputIsAnEnd) {
  const Node dense = node("dense", {{"units", 3}});
  EXPECT_EQ(fault({dense, node("auxiliary_output"), dense}),
            "network[2].inputs: \"auxiliary_output_1\" is an output of its own; name the layer before it as the input");
  EXPECT_NE(fault({dense, node("auxiliary_output")}).find("put the last layer after it"), std::string::npos);
  EXPECT_EQ(fault({named("a", dense), node("auxiliary_output"), named("b", dense, {"a"})}), "");
}

TEST(Graph, AnAuxiliaryOutputAddsItsShareToTheLossAndIsLeftOutAtInference) {
  const std::vector<Node> nodes = network_around(node("auxiliary_output", {{"weight", 0.25}}), node("tanh"), 3);
  Experiment experiment = experiment_of(nodes);
  Network<double> network(nodes, Shape{3}, 2, 1);
  Objective<double> objective(experiment, network);
  Workers workers(1);
  network.input(2).array() << 1, 2, 3, -1, 0, 1;
  const std::vector<int> labels = {0, 2};
  network.forward({.training = true}, 2, workers);
  const double at_end = objective.loss().evaluate(network.output(2), {.labels = labels}, {}),
               aside = objective.loss().evaluate(network.activation(StepIndex(2), 2), {.labels = labels}, {});
  EXPECT_GT(std::abs(aside - at_end), 1e-3);
  EXPECT_NEAR(objective.value(2, {.labels = labels}), at_end + 0.25 * aside, 1e-12);
  std::set<StepIndex> layers;
  network.observe([&](StepIndex step, View<double>) { layers.insert(step); });
  network.forward({}, 2, workers);
  EXPECT_EQ(layers.size(), 2u) << "tanh and the last dense layer";
}

TEST(Graph, TheGradientOfANetWithEveryKindOfJoinIsRight) {
  const Node conv = node("conv2d", {{"filters", 4}, {"padding", 1}});
  const std::vector<Node> nodes = {
      named("stem", conv),
      named("n1", node("batch_norm")),
      named("r1", node("tanh")),
      named("c1", conv),
      named("n2", node("batch_norm")),
      named("sum", node("add"), {"r1", "n2"}),
      named("r2", node("sigmoid")),
      named("left", node("conv2d", {{"filters", 2}, {"kernel", 1}}), {"r2"}),
      named("right", node("max_pool2d", {{"kernel", 3}, {"stride", 1}, {"padding", 1}}), {"r2"}),
      named("both", node("concat"), {"left", "right", "r1"}),
      named("pool", node("global_avg_pool"), {"left"}),
      named("early", node("dense", {{"units", 3}})),
      node("auxiliary_output"),
      named("gap", node("global_avg_pool"), {"both"}),
      named("end", node("dense", {{"units", 3}}))};
  const GradientCheck check =
      check_gradients(experiment_of(nodes), noise({2, 9, 8}, 3, 8), {.h = 1e-4, .batch = 6, .per_parameter = 0});
  EXPECT_TRUE(check.passed);
  EXPECT_EQ(check.rows.size(), 14u);
  for (const auto& row : check.rows) EXPECT_LT(row.max_relative_error, 1e-5) << row.parameter;
}

TEST(Graph, AStepFunctionSaysWhyNothingBeforeItLearns) {
  const auto dataset = noise(Shape{4}, 2, 10);
  Trainer stuck(experiment_of({node("dense", {{"units", 3}}), node("step"), node("dense", {{"units", 2}})}), dataset);
  EXPECT_NO_THROW(stuck.evaluate(Dataset::Part::test));
  try {
    stuck.step();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("network[1]: the step function is flat"), 0u) << error.what();
  }
  Trainer first(experiment_of({node("step"), node("dense", {{"units", 2}})}), dataset);
  EXPECT_NO_THROW(first.step());
}

}  // namespace
}  // namespace saddle
