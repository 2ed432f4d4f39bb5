#include "saddle/plan.h"

#include <gtest/gtest.h>

#include "saddle/experiment_file.h"

namespace saddle {
namespace {

const Shape digit{1, 28, 28};

std::vector<Node> simple_convnet() {
  return {{"", "conv2d", {}, {{"filters", 30}, {"kernel", 5}}},
          {"", "relu"},
          {"", "max_pool2d"},
          {"", "dense", {}, {{"units", 100}}},
          {"", "relu"},
          {"", "dense", {}, {{"units", 10}}}};
}

std::string first_issue(const std::vector<Node>& network) {
  const Plan result = plan(network, digit);
  return result.issues.empty() ? "" : result.issues.front().text();
}

TEST(Plan, CountsTheBooksSimpleConvnet) {
  const Plan result = plan(simple_convnet(), digit);
  EXPECT_TRUE(result.issues.empty());
  EXPECT_EQ(result.parameters(), 433890);
  EXPECT_EQ(result.step_of(0)->shape, (Shape{30, 24, 24}));
  EXPECT_EQ(result.step_of(2)->shape, (Shape{30, 12, 12}));
  int64_t macs = 0;
  for (const auto& step : result.steps) macs += step.macs;
  EXPECT_EQ(2 * macs, 1'730'000);
}

TEST(Plan, CountsThePublishedParametersOfThePresets) {
  for (const auto& [name, parameters] : {std::pair{"two-layer-net", 39'760},
                                         {"simple-convnet", 433'890},
                                         {"deep-convnet", 123'552},
                                         {"lenet-5", 61'706}}) {
    const Experiment experiment = load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
    EXPECT_EQ(plan(experiment.network, digit).parameters(), parameters) << name;
  }
}

TEST(Plan, GivesShapesAndParametersAsPyTorchDoes) {
  struct Case {
    const char* type;
    Properties properties;
    Shape shape;
    int64_t parameters;
  };
  // Of a (2, 9, 7): nn.Conv2d, nn.MaxPool2d … and sum(p.numel() for p in layer.parameters()) in PyTorch 1.13.
  const std::vector<Case> cases = {
      {"conv2d", {{"filters", 17}, {"kernel", 3}, {"stride", 2}}, {17, 4, 3}, 323},
      {"conv2d", {{"filters", 4}, {"kernel", 3}, {"stride", 3}, {"padding", 2}}, {4, 4, 3}, 76},
      {"conv2d", {{"filters", 2}, {"kernel", 5}, {"padding", 4}}, {2, 13, 11}, 102},
      {"conv2d", {{"filters", 3}, {"kernel", 1}, {"bias", false}}, {3, 9, 7}, 6},
      {"max_pool2d", {}, {2, 4, 3}, 0},
      {"max_pool2d", {{"kernel", 3}, {"stride", 2}, {"padding", 1}}, {2, 5, 4}, 0},
      {"max_pool2d", {{"kernel", 3}, {"stride", 1}}, {2, 7, 5}, 0},
      {"avg_pool2d", {{"kernel", 2}, {"stride", 3}}, {2, 3, 2}, 0},
      {"avg_pool2d", {{"kernel", 4}, {"stride", 2}, {"padding", 2}}, {2, 5, 4}, 0},
      {"global_avg_pool", {}, {2}, 0},
      {"flatten", {}, {126}, 0},
      {"dense", {{"units", 5}}, {5}, 635},
      {"dense", {{"units", 5}, {"bias", false}}, {5}, 630},
      {"dropout", {}, {2, 9, 7}, 0},
      {"relu", {}, {2, 9, 7}, 0}};
  for (const Case& c : cases) {
    const Plan result = plan({{"", c.type, {}, c.properties}}, {2, 9, 7});
    ASSERT_TRUE(result.issues.empty()) << result.issues.front().text();
    EXPECT_EQ(result.steps[0].shape.text(), c.shape.text()) << c.type;
    EXPECT_EQ(result.steps[0].parameters, c.parameters) << c.type;
  }
}

TEST(Plan, NamesTheLayerThatDoesNotFit) {
  auto network = simple_convnet();
  network[3].properties["units"] = -5;
  EXPECT_EQ(first_issue(network), "network[3].units: expected a positive whole number, got -5");
  network = simple_convnet();
  network.push_back({"", "max_pool2d"});
  EXPECT_TRUE(first_issue(network).starts_with("network[6]: pooling needs an image (C, H, W), but gets (10)"));
  network = simple_convnet();
  network[2].properties["kernel"] = 30;
  EXPECT_TRUE(first_issue(network).starts_with("network[2].kernel: a 30 x 30 window does not fit an image of 24 x 24"));
  network = simple_convnet();
  network[0].type = "conv2";
  EXPECT_TRUE(first_issue(network).starts_with("network[0].type: there is no \"conv2\"; did you mean \"conv2d\"?"));
}

TEST(Plan, FindsCirclesUnknownInputsAndLooseEnds) {
  EXPECT_EQ(first_issue({{"a", "relu", {"b"}}, {"b", "relu", {"a"}}}),
            "network[0].inputs: \"a\" waits for its own output; break the circle");
  EXPECT_EQ(first_issue({{"a", "relu", {"c"}}}), "network[0].inputs[0]: there is no layer named \"c\"");
  EXPECT_EQ(first_issue({{"a", "relu"}, {"b", "relu", {"input"}}}),
            "network[0]: nothing uses the output of \"a\"; connect it or remove it");
  EXPECT_EQ(first_issue({{"a", "relu"}, {"a", "relu"}}),
            "network[1].name: \"a\" is the name of network[0] too; names must differ");
  EXPECT_EQ(first_issue({}), "network: there is no layer yet; add one");
}

TEST(Plan, RunsABranchedNetworkInAnOrderThatWorks) {
  const Plan result =
      plan({{"late", "relu", {"early"}}, {"early", "relu", {"input"}}, {"end", "relu", {"late"}}}, digit);
  ASSERT_TRUE(result.issues.empty());
  EXPECT_EQ(result.steps[0].node, 1);
  EXPECT_EQ(result.steps[1].node, 0);
  EXPECT_EQ(result.steps[2].node, 2);
}

TEST(Plan, GivesNamesThatALayerInBetweenDoesNotChange) {
  auto network = simple_convnet();
  EXPECT_EQ(names_of(network)[5], "dense_2");
  network.insert(network.begin() + 1, {"", "tanh"});
  EXPECT_EQ(names_of(network)[6], "dense_2");
}

}  // namespace
}  // namespace saddle
