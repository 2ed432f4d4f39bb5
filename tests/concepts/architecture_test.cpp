// What the page of architectures says of the famous networks, against what was published of them.
#include "saddle/architecture.h"

#include <map>

#include <gtest/gtest.h>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/number_format.h"

namespace saddle {
namespace {

struct Planned {
  Experiment experiment;
  Plan planned;
  Architecture facts;

  explicit Planned(const std::string& preset)
      : experiment(load_experiment(std::string(SADDLE_ASSETS "/presets/") + preset + ".json")),
        planned(plan(experiment.network, catalog::sample_info(experiment.data).shape)),
        facts(architecture_of(experiment.network, planned)) {}
};

TEST(Architecture, HasTheDepthThatItsNameSays) {
  const std::map<std::string, int> published{{"lenet-5", 5},    {"alexnet", 8},       {"vgg-16", 16},
                                             {"googlenet", 22}, {"resnet-18", 18},    {"resnet-50", 50},
                                             {"resnet-20", 20}, {"densenet-121", 121}};
  for (const auto& [preset, depth] : published) EXPECT_EQ(Planned(preset).facts.depth, depth) << preset;
}

TEST(Architecture, LeavesOutWhatOnlyTrainingHas) {
  EXPECT_EQ(Planned("googlenet").facts.parameters, 6'998'552) << "Szegedy et al., 2015, table 1, with biases";
  EXPECT_EQ(Planned("vgg-16").facts.parameters, 138'357'544);
}

// Multiply-adds of convolutions and dense layers: torchvision's figures of the same networks, in billions; AlexNet by
// its two towers, 0.724 in Caffe's.
TEST(Architecture, ComputesAsMuchAsWasPublished) {
  const std::map<std::string, double> published{
      {"alexnet", 0.724}, {"vgg-16", 15.47}, {"resnet-18", 1.814}, {"resnet-50", 4.09}, {"densenet-121", 2.834}};
  for (const auto& [preset, billions] : published) {
    const auto flops = static_cast<double>(Planned(preset).facts.weighted_flops);
    EXPECT_NEAR(flops / 2e9, billions, 0.01 * billions) << preset;
  }
}

// Araujo, Norris and Sim, 2019, table 1: AlexNet 195, VGG-16 212; ResNet-50 has its strides in the 3 x 3 here.
TEST(Architecture, SeesAsFarAsWasPublished) {
  EXPECT_EQ(Planned("alexnet").facts.field, 195);
  EXPECT_EQ(Planned("vgg-16").facts.field, 212);
  EXPECT_EQ(Planned("lenet-5").facts.field, 5 + 1 + 2 * 4 + 2) << "5 x 5, pool, 5 x 5 over 2, pool";
}

TEST(Architecture, OfLeNetByHand) {
  const Planned lenet("lenet-5");
  const Architecture& facts = lenet.facts;
  EXPECT_EQ(facts.weighted_flops, 2 * (25 * 6 * 28 * 28 + 25 * 6 * 16 * 10 * 10 + 400 * 120 + 120 * 84 + 84 * 10));
  EXPECT_EQ(facts.activation_bytes,
            4 * (2 * 6 * 28 * 28 + 6 * 14 * 14 + 2 * 16 * 10 * 10 + 16 * 5 * 5 + 2 * 120 + 2 * 84 + 10));
  ASSERT_EQ(facts.stages.size(), 5u);
  EXPECT_EQ(facts.stages[0].rows, 28);
  EXPECT_EQ(facts.stages[0].channels, 6);
  EXPECT_EQ(facts.stages[0].weighted, 1);
  EXPECT_EQ(facts.stages[0].parameters, 156);
  EXPECT_EQ(facts.stages[4].weighted, 3) << "its dense layers";
  int64_t parameters = 0;
  for (const ArchitectureStage& stage : facts.stages) parameters += stage.parameters;
  EXPECT_EQ(parameters, facts.parameters);
}

TEST(Architecture, CountsWhatMerges) {
  int sums = 0, joins = 0;
  for (const ArchitectureStage& stage : Planned("resnet-50").facts.stages) sums += stage.sums;
  for (const ArchitectureStage& stage : Planned("googlenet").facts.stages) joins += stage.joins;
  EXPECT_EQ(sums, 3 + 4 + 6 + 3);
  EXPECT_EQ(joins, 9);
}

// The rows by extents, and the plan, count the same by different ways.
TEST(Architecture, RowsOfLayersAddUpToThePlan) {
  for (const char* preset : {"lenet-5", "alexnet", "vgg-16", "googlenet", "resnet-50", "densenet-121", "fcn-32s",
                             "googlenet-small", "densenet-small", "fcn-small", "resnet-20"}) {
    const Planned one(preset);
    int64_t parameters = 0, macs = 0;
    for (const WeightedLayer& layer : weighted_layers(one.experiment.network, one.planned)) {
      parameters += layer.parameters();
      macs += layer.macs();
    }
    EXPECT_EQ(parameters, one.facts.weighted_parameters) << preset;
    EXPECT_EQ(2 * macs, one.facts.weighted_flops) << preset;
  }
}

TEST(NumberFormat, WritesTheBitsThatMachinesHave) {
  EXPECT_EQ(stored_number(1, Precision::half, 1).bits, "0011110000000000");
  EXPECT_EQ(stored_number(-2, Precision::half, 1).bits, "1100000000000000");
  EXPECT_EQ(stored_number(1e9, Precision::half, 1).bits, "0111110000000000") << "infinite";
  EXPECT_EQ(stored_number(0x1p-24, Precision::half, 1).bits, "0000000000000001") << "the smallest";
  EXPECT_EQ(stored_number(1, Precision::bfloat16, 1).bits, "0011111110000000");
  EXPECT_EQ(stored_number(-1.5, Precision::float32, 1).bits, "10111111110000000000000000000000");
  EXPECT_EQ(stored_number(1, Precision::int8, 1).bits, "01111111");
  EXPECT_EQ(stored_number(-1, Precision::int8, 1).bits, "10000001") << "two's complement";
}

TEST(NumberFormat, NeighborsAreAsFarApartAsItSays) {
  for (const Precision precision : {Precision::half, Precision::bfloat16, Precision::int8}) {
    for (const double x : {0.001, 0.7, 1.0, 1.9}) {
      const StoredNumber here = stored_number(x, precision, 2);
      EXPECT_EQ(stored_number(here.value + here.spacing, precision, 2).value, here.value + here.spacing);
      EXPECT_EQ(stored_number(here.value + 0.4 * here.spacing, precision, 2).value, here.value);
    }
  }
  EXPECT_EQ(stored_number(65504, Precision::half, 1).value, 65504);
  EXPECT_TRUE(std::isinf(stored_number(65520, Precision::half, 1).value));
}

}  // namespace
}  // namespace saddle
