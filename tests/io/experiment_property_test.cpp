// Random experiments out of the catalogs: a file brings back what was written.
#include <random>

#include <gtest/gtest.h>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"

namespace saddle {
namespace {

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  int below(size_t n) { return static_cast<int>(random_() % n); }
  double uniform(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[static_cast<size_t>(below(all.size()))];
  }
  std::string text() {
    static const std::vector<std::string> pieces{"a",  "Z",  "7",  "_", " ",    "\"", "\\",
                                                 "\n", "\t", "가", "é", "🙂", "/"};
    std::string text;
    for (int i = below(8); i > 0; --i) text += of(pieces);
    return text;
  }
  std::string name() {  // without control characters
    std::string name = text();
    std::erase_if(name, [](char c) { return c == '\n' || c == '\t'; });
    return name;
  }

 private:
  std::mt19937 random_;
};

Value value_for(const Property& row, Dice& dice) {
  if (!row.choices.empty() && (row.or_number.empty() || dice.below(2) == 0)) return std::string(dice.of(row.choices));
  if (std::holds_alternative<bool>(row.fallback)) return dice.below(2) == 0;
  if (std::holds_alternative<int>(row.fallback))
    return static_cast<int>(std::floor(dice.uniform(row.min, std::min(row.max, 2e9))));
  if (std::holds_alternative<double>(row.fallback) || !row.or_number.empty()) {
    // Whole numbers too, which a file may write without a point.
    const double number = dice.uniform(row.min, row.max);
    return dice.below(3) == 0 ? std::floor(std::max(number, row.min + 1)) : number;
  }
  return dice.text();
}

Properties properties_for(const Table& table, Dice& dice) {
  Properties properties;
  for (const Property& row : table) {
    if (dice.below(2) == 0) continue;
    const auto value = checked(value_for(row, dice), row, "");
    if (std::holds_alternative<Value>(value)) set(properties, row, std::get<Value>(value));
  }
  return properties;
}

Choice choice_of(const std::vector<Entry>& entries, Dice& dice) {
  const Entry& entry = dice.of(entries);
  return {std::string(entry.name), properties_for(entry.properties, dice)};
}

Experiment random_experiment(Dice& dice) {
  Experiment experiment;
  experiment.name = dice.name();
  experiment.chapter = dice.text();
  experiment.about = dice.text();
  experiment.data = choice_of(catalog::datasets(), dice);
  experiment.augmentation = properties_for(augmentation_table(), dice);
  for (int i = dice.below(8); i >= 0; --i) {
    const Choice layer = choice_of(catalog::layers(), dice);
    Node node{.name = dice.name(), .type = layer.type, .inputs = {}, .properties = layer.properties};
    if (dice.below(2) == 0) {
      for (int input = dice.below(3); input >= 0; --input) node.inputs.push_back(dice.text());
    }
    experiment.network.push_back(std::move(node));
  }
  experiment.loss = choice_of(catalog::losses(), dice);
  experiment.optimizer = choice_of(catalog::optimizers(), dice);
  experiment.training = properties_for(training_table(), dice);
  for (int i = dice.below(3); i > 0; --i)
    experiment.reference.push_back({.curve = dice.of(reference_curves()),
                                    .step = 1 + std::floor(dice.uniform(0, 1e5)),
                                    .value = dice.uniform(-3, 3),
                                    .tolerance = dice.uniform(0, 1)});
  return experiment;
}

TEST(ExperimentFileProperty, AnyExperimentComesBackTheSame) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    Dice dice(seed);
    const Experiment experiment = random_experiment(dice);
    const std::string text = to_json(experiment);
    ASSERT_EQ(parse_experiment(text), experiment) << "seed " << seed << "\n" << text;
    ASSERT_EQ(to_json(parse_experiment(text)), text);
  }
}

TEST(ExperimentFileProperty, AnyLayersComeBackThroughTheClipboard) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    Dice dice(seed);
    const std::vector<Node> network = random_experiment(dice).network;
    ASSERT_EQ(parse_layers(layers_to_json(network)), network) << "seed " << seed;
  }
}

// One path at a time, a random experiment becomes another one: what --set does.
TEST(ExperimentFileProperty, WhatIsAssignedIsWhatTheFileSays) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    Dice dice(seed);
    Experiment experiment = random_experiment(dice);
    const Property& row = dice.of(training_table());
    const Value value = value_for(row, dice);
    if (!std::holds_alternative<Value>(checked(value, row, ""))) continue;
    assign(experiment, "training." + std::string(row.name), value);
    const Experiment back = parse_experiment(to_json(experiment));
    EXPECT_EQ(value_of(back.training, row), std::get<Value>(checked(value, row, ""))) << row.name;
  }
}

}  // namespace
}  // namespace saddle
