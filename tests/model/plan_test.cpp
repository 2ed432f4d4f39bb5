#include "saddle/plan.h"

#include <algorithm>
#include <map>
#include <sys/resource.h>

#include <gtest/gtest.h>

#include "saddle/catalog.h"
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
  EXPECT_EQ(result.step_of(NodeIndex(0))->shape, (Shape{30, 24, 24}));
  EXPECT_EQ(result.step_of(NodeIndex(2))->shape, (Shape{30, 12, 12}));
  int64_t macs = 0;
  for (const auto& step : result.steps) macs += step.macs;
  EXPECT_EQ(2 * macs, 1'730'000);
}

// What was published, or what PyTorch's torchvision has under the same name, unless said otherwise.
const std::map<std::string, int64_t>& published_parameters() {
  static const std::map<std::string, int64_t> all = {
      {"two-layer-net", 784 * 50 + 50 + 50 * 10 + 10},  // the book, 4.5
      {"simple-convnet", 433'890},                      // the book, 7.5: 30 * 26 + (30 * 144 + 1) * 100 + 101 * 10
      {"deep-convnet", 123'552},  // the book, 8.1, with its output of 4 x 4 before the dense layers
      {"lenet-5", 61'706},  // LeCun et al., 1998, in its modern form: full connections from S2 to C3, softmax for RBF
      {"alexnet", 60'965'224},      // Krizhevsky et al., 2012: "60 million", counted as in Caffe's bvlc_alexnet
      {"vgg-16", 138'357'544},      // Simonyan and Zisserman, 2015, table 2: 138 million; torchvision vgg16
      {"googlenet", 13'378'280},    // Szegedy et al., 2015, with both auxiliary classifiers, as Caffe's bvlc_googlenet
      {"resnet-18", 11'689'512},    // He et al., 2016; torchvision resnet18
      {"resnet-50", 25'557'032},    // He et al., 2016; torchvision resnet50
      {"densenet-121", 7'978'856},  // Huang et al., 2017; torchvision densenet121
      // Long et al., 2015: VGG-16's convolutions, its dense layers as convolutions, and 21 scores; Caffe's
      // fcn32s-heavy-pascal without the weights of its upsampling, which is bilinear here.
      {"fcn-32s", 14'714'688 + 102'764'544 + 16'781'312 + 21 * 4097}};
  return all;
}

TEST(Plan, CountsThePublishedParametersOfThePresets) {
  for (const auto& [name, parameters] : published_parameters()) {
    const Experiment experiment = load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
    const Plan planned = plan(experiment.network, catalog::sample_info(experiment.data).shape);
    EXPECT_EQ(planned.parameters(), parameters) << name;
  }
}

TEST(Plan, Resnet20HasTheParametersOfItsTable) {  // He et al., 2016, table 6: 0.27 million
  for (const char* name : {"resnet-20", "resnet-20-preactivation"}) {
    const Experiment experiment = load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
    const int64_t parameters = plan(experiment.network, catalog::sample_info(experiment.data).shape).parameters();
    EXPECT_NEAR(static_cast<double>(parameters), 0.27e6, 0.005e6) << name;
  }
}

// Without the classifiers that only training has: Szegedy et al., 2015, table 1, with biases.
TEST(Plan, GoogLeNetInfersWithSevenMillionParameters) {
  const Experiment experiment = load_experiment(SADDLE_ASSETS "/presets/googlenet.json");
  std::vector<Node> network;
  bool aside = false;  // from the pooling before an auxiliary classifier to its output
  for (const Node& node : experiment.network) {
    aside = aside || (node.type == "avg_pool2d" && node.name.starts_with("aux"));
    if (!aside) network.push_back(node);
    if (node.type == "auxiliary_output") aside = false;
  }
  ASSERT_LT(network.size(), experiment.network.size());
  const Plan planned = plan(network, {3, 224, 224});
  ASSERT_TRUE(planned.issues.empty()) << planned.issues.front().text();
  EXPECT_EQ(planned.parameters(), 6'998'552);
}

int64_t peak_memory() {  // of this process so far, in bytes
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{1024} * usage.ru_maxrss;
}

TEST(Plan, ThinksVgg16ThroughWithoutItsHalfGigabyteOfWeights) {
  const Experiment experiment = load_experiment(SADDLE_ASSETS "/presets/vgg-16.json");
  const int64_t before = peak_memory();
  EXPECT_EQ(plan(experiment.network, {3, 224, 224}).parameters(), 138'357'544);
  EXPECT_LT(peak_memory() - before, int64_t{20} << 20);
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
    EXPECT_EQ(result.steps[StepIndex(0)].shape.text(), c.shape.text()) << c.type;
    EXPECT_EQ(result.steps[StepIndex(0)].parameters, c.parameters) << c.type;
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
  EXPECT_TRUE(first_issue(network).starts_with("network[2].kernel: a 30 × 30 window does not fit an image of 24 × 24"));
  network = simple_convnet();
  network[0].type = "conv2";
  EXPECT_TRUE(first_issue(network).starts_with("network[0].type: there is no \"conv2\"; did you mean \"conv2d\"?"));
}

ReceptiveField square(double size, double jump, double first) { return {{size, jump, first}, {size, jump, first}}; }

Node conv(int kernel, int stride = 1, int padding = 0) {
  return {"", "conv2d", {}, {{"filters", 2}, {"kernel", kernel}, {"stride", stride}, {"padding", padding}}};
}

TEST(Plan, KnowsWhatAPixelSees) {
  const Shape photo{3, 224, 224};
  // Two 3 x 3 see what one 5 x 5 sees, three what one 7 x 7 sees (Simonyan and Zisserman, 2015, 2.3).
  const Plan vgg = plan({conv(3, 1, 1), {"", "relu"}, conv(3, 1, 1), conv(3, 1, 1)}, photo);
  EXPECT_EQ(vgg.step_of(NodeIndex(0))->field, square(3, 1, -1));
  EXPECT_EQ(vgg.step_of(NodeIndex(1))->field, square(3, 1, -1));
  EXPECT_EQ(vgg.step_of(NodeIndex(2))->field, square(5, 1, -2));
  EXPECT_EQ(vgg.step_of(NodeIndex(3))->field, square(7, 1, -3));
  const Plan stem =
      plan({conv(7, 2, 3), {"", "max_pool2d", {}, {{"kernel", 3}, {"stride", 2}, {"padding", 1}}}}, photo);
  EXPECT_EQ(stem.step_of(NodeIndex(0))->field, square(7, 2, -3));
  EXPECT_EQ(stem.step_of(NodeIndex(1))->field, square(11, 4, -5));
  const Plan lenet = plan({conv(5), {"", "avg_pool2d"}, conv(5), {"", "avg_pool2d"}, conv(5)}, {1, 32, 32});
  EXPECT_EQ(lenet.step_of(NodeIndex(1))->field, square(6, 2, 0));
  EXPECT_EQ(lenet.step_of(NodeIndex(2))->field, square(14, 2, 0));
  EXPECT_EQ(lenet.step_of(NodeIndex(3))->field, square(16, 4, 0));
  EXPECT_EQ(lenet.step_of(NodeIndex(4))->field, square(32, 4, 0));
}

TEST(Plan, SeesAsFarAsThePublishedNetworks) {
  for (const auto& [name, size] : {std::pair{"vgg-16", 212.0}, {"resnet-18", 435.0}}) {  // Araujo et al., 2019
    const Experiment experiment = load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
    const Plan result = plan(experiment.network, {3, 224, 224});
    const auto last = std::find_if(result.steps.rbegin(), result.steps.rend(),
                                   [](const Plan::Step& step) { return step.shape.rank() == 3; });
    ASSERT_NE(last, result.steps.rend());
    EXPECT_EQ(last->field->rows.size, size) << name;
    EXPECT_EQ(last->field->rows.jump, 32) << name;
  }
}

TEST(Plan, UnitesWhatSeveralWaysSee) {
  Node narrow = conv(1), wide = conv(5, 1, 2);
  narrow.name = "narrow", wide.name = "wide";
  narrow.inputs = wide.inputs = {"input"};
  const Plan result = plan({narrow, wide, {"sum", "add", {"narrow", "wide"}}, {"", "flatten"}}, digit);
  ASSERT_TRUE(result.issues.empty()) << result.issues.front().text();
  EXPECT_EQ(result.step_of(NodeIndex(2))->field, square(5, 1, -2));
  EXPECT_EQ(result.step_of(NodeIndex(3))->field->rows.size, 28);  // the whole picture
  EXPECT_EQ(result.step_of(NodeIndex(3))->field->rows.first, 0);
  EXPECT_FALSE(plan({{"", "dense", {}, {{"units", 3}}}}, {10}).step_of(NodeIndex(0))->field);
}

TEST(Plan, CountsWorkAndMemoryOfALayer) {
  const Plan result = plan(simple_convnet(), digit);
  const Plan::Step& first = *result.step_of(NodeIndex(0));
  EXPECT_EQ(first.flops(), 2 * 30 * 24 * 24 * 25);
  EXPECT_EQ(first.parameter_bytes(), 4 * (30 * 25 + 30));
  EXPECT_EQ(first.activation_bytes(), 4 * 30 * 24 * 24);
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
  EXPECT_EQ(result.steps[StepIndex(0)].node, NodeIndex(1));
  EXPECT_EQ(result.steps[StepIndex(1)].node, NodeIndex(0));
  EXPECT_EQ(result.steps[StepIndex(2)].node, NodeIndex(2));
}

TEST(Plan, GivesNamesThatALayerInBetweenDoesNotChange) {
  auto network = simple_convnet();
  EXPECT_EQ(names_of(network)[5], "dense_2");
  network.insert(network.begin() + 1, {"", "tanh"});
  EXPECT_EQ(names_of(network)[6], "dense_2");
}

}  // namespace
}  // namespace saddle
