// What the book computes by hand, chapters 2 to 5, from the presets themselves.
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "nn/network.h"
#include "saddle/dataset.h"
#include "saddle/experiment_file.h"
#include "saddle/trainer.h"
#include "train/objective.h"
#include "train/target_batch.h"

namespace saddle {
namespace {

Experiment preset(const std::string& name) { return preset_or_file(name, SADDLE_ASSETS "/presets"); }

// Both inputs of a gate -> whether it fires.
std::map<std::pair<int, int>, bool> truth_table(const std::string& name) {
  const Experiment experiment = preset(name);
  Trainer trainer(experiment, load_dataset(experiment.data));
  std::map<std::pair<int, int>, bool> table;
  for (const int a : {0, 1}) {
    for (const int b : {0, 1})
      table[{a, b}] = trainer.predict({static_cast<float>(a), static_cast<float>(b)}).back() > 0.5f;
  }
  return table;
}

using Table = std::map<std::pair<int, int>, bool>;

TEST(Chapter2, ThePerceptronsOfTheBookGiveTheirTruthTables) {
  EXPECT_EQ(truth_table("gate-and"), (Table{{{0, 0}, false}, {{0, 1}, false}, {{1, 0}, false}, {{1, 1}, true}}));
  EXPECT_EQ(truth_table("gate-nand"), (Table{{{0, 0}, true}, {{0, 1}, true}, {{1, 0}, true}, {{1, 1}, false}}));
  EXPECT_EQ(truth_table("gate-or"), (Table{{{0, 0}, false}, {{0, 1}, true}, {{1, 0}, true}, {{1, 1}, true}}));
}

TEST(Chapter2, TwoLayersOfPerceptronsGiveXor) {
  EXPECT_EQ(truth_table("gate-xor"), (Table{{{0, 0}, false}, {{0, 1}, true}, {{1, 0}, true}, {{1, 1}, false}}));
}

double trained_accuracy(const std::string& name) {
  const Experiment experiment = preset(name);
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int64_t step = 0; step < trainer.total_steps(); ++step) trainer.step();
  return trainer.evaluate(Dataset::Part::train).accuracy;
}

TEST(Chapter2, OnePerceptronNeverLearnsXorAndTwoLayersDo) {
  EXPECT_LE(trained_accuracy("xor-one-line"), 0.75);
  EXPECT_EQ(trained_accuracy("xor-learned"), 1.0);
}

TEST(Chapter2, StepsCannotBeTrainedThroughAndSaySo) {
  const Experiment experiment = preset("gate-xor");
  Trainer trainer(experiment, load_dataset(experiment.data));
  try {
    trainer.step();
    FAIL() << "it was trained";
  } catch (const Error& error) {
    EXPECT_EQ(error.issue().where, "network[1]");
    EXPECT_NE(std::string(error.what()).find("step function is flat"), std::string::npos) << error.what();
  }
}

// Forward and backward over the preset's samples, in double.
struct Graph {
  explicit Graph(const std::string& name)
      : experiment(preset(name)),
        dataset(load_dataset(experiment.data)),
        network(experiment.network, dataset->sample, static_cast<int>(dataset->train.count), 1),
        objective(experiment, network) {
    const int count = static_cast<int>(dataset->train.count);
    targets.begin(*dataset, count);
    const View<double> input = network.input(count);
    for (int i = 0; i < count; ++i) {
      dataset->copy_sample(dataset->train, i, input.data + i * dataset->sample.size());
      targets.set(i, dataset->train, i);
    }
    const Pass pass{.training = true};
    network.forward(pass, count, workers);
    objective.differentiate(count, targets.targets());
    network.backward(pass, count, workers);
  }
  StepIndex step(const std::string& name) const { return network.step_named(name).value(); }
  double value(const std::string& name) const { return network.activation(step(name), 1).data[0]; }
  double gradient(const std::string& name) const { return network.gradient(step(name), 1).data[0]; }

  Experiment experiment;
  std::shared_ptr<const Dataset> dataset;
  Network<double> network;
  Objective<double> objective;
  TargetBatch<double> targets;
  Workers workers{1};
};

TEST(Chapter4, RowsOfTheSimpleNetsGradientSumToZeroAndTheSecondIsOneAndAHalfTimesTheFirst) {
  Graph graph("simple-net");
  const auto& gradient = graph.network.params()[0]->grad;  // (out, in): a row of the book's is a column
  double sums[2] = {};
  for (int unit = 0; unit < 3; ++unit) {
    EXPECT_NEAR(gradient[2 * unit + 1], 1.5 * gradient[2 * unit], 1e-7);  // 0.9 / 0.6, the inputs held in float
    for (int input = 0; input < 2; ++input) sums[input] += gradient[2 * unit + input];
  }
  EXPECT_NEAR(sums[0], 0, 1e-12);
  EXPECT_NEAR(sums[1], 0, 1e-12);
}

TEST(Chapter5, ApplesCost220AndTheGraphSaysWhatEachNumberIsWorth) {
  Graph graph("apple-graph");
  EXPECT_NEAR(graph.value("price"), 220, 1e-4);  // the inputs are held in float
  EXPECT_NEAR(graph.gradient("apple"), 2.2, 1e-6);
  EXPECT_NEAR(graph.gradient("count"), 110, 1e-4);
  EXPECT_NEAR(graph.gradient("tax"), 200, 1e-9);
}

TEST(Chapter5, ApplesAndOrangesCost715) {
  Graph graph("apple-orange-graph");
  EXPECT_NEAR(graph.value("price"), 715, 1e-4);
  EXPECT_NEAR(graph.gradient("apple"), 2.2, 1e-6);
  EXPECT_NEAR(graph.gradient("apple_count"), 110, 1e-4);
  EXPECT_NEAR(graph.gradient("orange"), 3.3, 1e-6);
  EXPECT_NEAR(graph.gradient("orange_count"), 165, 1e-4);
  EXPECT_NEAR(graph.gradient("tax"), 650, 1e-9);
}

TEST(Notes, FiltersByHandFindEdgesWhereThereAreAny) {
  const Experiment experiment = preset("filters-by-hand");
  const auto dataset = load_dataset({"procedural_digits", {{"train", 1}, {"test", 1}}});
  Network<double> network(experiment.network, dataset->sample, 1, 1);
  const View<double> input = network.input(1);
  input.array().setConstant(0);
  for (int y = 0; y < 28; ++y) {
    for (int x = 14; x < 28; ++x) input.data[y * 28 + x] = 1;  // an edge that stands upright
  }
  Workers workers(1);
  network.forward({.every_activation = true}, 1, workers);
  const auto at = [&](int filter) { return network.activation(StepIndex(0), 1).data[(14 * 28 + 13) * 4 + filter]; };
  EXPECT_DOUBLE_EQ(at(0), 4);     // Sobel to the right: 1 + 2 + 1
  EXPECT_DOUBLE_EQ(at(1), 0);     // Sobel downwards
  EXPECT_DOUBLE_EQ(at(2), 1);     // Laplace
  EXPECT_DOUBLE_EQ(at(3), 0.25);  // Gauss: a quarter of its weight lies in the bright column
}

TEST(Presets, EachCanBeBuiltAndTellsItsChapter) {
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) {
    for (const Issue& issue : check(preset.experiment)) ADD_FAILURE() << preset.name << ": " << issue.text();
    EXPECT_FALSE(preset.experiment.chapter.empty()) << preset.name;
    EXPECT_FALSE(preset.experiment.about.empty()) << preset.name;
  }
}

}  // namespace
}  // namespace saddle
