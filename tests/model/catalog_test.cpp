// Every row of every catalog, so that a new file is tested the day it appears.
#include "saddle/catalog.h"

#include <gtest/gtest.h>

#include "model/layer_type.h"
#include "nets.h"
#include "nn/network.h"
#include "odd_settings.h"
#include "saddle/experiment_file.h"
#include "saddle/surgery.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

const std::vector<const std::vector<Entry>*>& catalogs() {
  static const std::vector<const std::vector<Entry>*> all = {
      &catalog::layers(),   &catalog::optimizers(), &catalog::losses(),   &catalog::initializers(),
      &catalog::datasets(), &catalog::probes(),     &catalog::schedules()};
  return all;
}

TEST(Catalog, RowsHaveNamesAndHelpAndAreSorted) {
  for (const auto* entries : catalogs()) {
    ASSERT_FALSE(entries->empty());
    for (size_t i = 0; i < entries->size(); ++i) {
      const Entry& entry = (*entries)[i];
      EXPECT_FALSE(entry.name.empty());
      EXPECT_FALSE(entry.title.empty()) << entry.name;
      EXPECT_FALSE(entry.help.empty()) << entry.name;
      if (i > 0) {
        EXPECT_LT((*entries)[i - 1].name, entry.name);
      }
      for (const Property& p : entry.properties) EXPECT_FALSE(p.help.empty()) << entry.name << '.' << p.name;
    }
  }
}

TEST(Catalog, HasWhatTheContractNames) {
  for (const char* layer : {"conv2d", "dense", "flatten", "max_pool2d", "relu", "sigmoid", "tanh"})
    EXPECT_NE(catalog::find(catalog::layers(), layer), nullptr) << layer;
  for (const char* optimizer : {"sgd", "momentum", "adam"})
    EXPECT_NE(catalog::find(catalog::optimizers(), optimizer), nullptr) << optimizer;
  for (const char* initializer : {"zero", "xavier", "glorot", "he"})
    EXPECT_NE(catalog::find(catalog::initializers(), initializer), nullptr) << initializer;
  for (const char* dataset : {"mnist", "fashion_mnist", "procedural_digits"})
    EXPECT_NE(catalog::find(catalog::datasets(), dataset), nullptr) << dataset;
}

TEST(Catalog, DefaultsLieWithinTheirLimits) {
  std::vector<Table> tables = {training_table(), augmentation_table()};
  for (const auto* entries : catalogs()) {
    for (const Entry& entry : *entries) tables.push_back(entry.properties);
  }
  for (const Table& table : tables) {
    for (const Property& p : table) {
      const auto result = checked(p.fallback, p, std::string(p.name));
      EXPECT_TRUE(std::holds_alternative<Value>(result)) << p.name;
    }
  }
}

TEST(Catalog, AMistypedNameIsAnsweredWithTheNearest) {
  try {
    catalog::get(catalog::layers(), "conv2", "network[0]");
    FAIL();
  } catch (const Error& error) {
    const std::string text = error.what();
    EXPECT_EQ(text.find("network[0]: "), 0u);
    EXPECT_NE(text.find("did you mean \"conv2d\""), std::string::npos) << text;
  }
}

// A value that is not the default, for whatever a property takes.
Value another(const Property& p) {
  if (const bool* yes = std::get_if<bool>(&p.fallback)) return !*yes;
  if (!p.choices.empty()) {
    for (const auto choice : p.choices) {
      if (Value(std::string(choice)) != p.fallback) return std::string(choice);
    }
    if (!p.or_number.empty()) return p.max;
  }
  if (const int* whole = std::get_if<int>(&p.fallback)) return *whole < p.max ? *whole + 1 : *whole - 1;
  if (const double* real = std::get_if<double>(&p.fallback)) return *real < p.max ? (*real + p.max) / 2 : p.min;
  return std::get<std::string>(p.fallback) + "0.5 -1";
}

TEST(Catalog, EveryPropertySurvivesAFile) {
  // A file leaves out what is the default, so begin with what one has said.
  const Experiment plain = parse_experiment(to_json(experiment_of(mixed_network(10))));
  const auto expect_round_trip = [](const Experiment& experiment) {
    EXPECT_TRUE(parse_experiment(to_json(experiment)) == experiment) << to_json(experiment);
  };
  for (const Entry& entry : catalog::layers()) {
    for (const Property& p : entry.properties) {
      Experiment experiment = plain;
      experiment.network.insert(experiment.network.begin(),
                                node(std::string(entry.name), {{std::string(p.name), another(p)}}));
      expect_round_trip(experiment);
    }
  }
  for (const Entry& entry : catalog::optimizers()) {
    for (const Property& p : entry.properties) {
      Experiment experiment = plain;
      experiment.optimizer = {std::string(entry.name), {{std::string(p.name), another(p)}}};
      expect_round_trip(experiment);
    }
  }
  for (const Entry& entry : catalog::datasets()) {
    for (const Property& p : entry.properties) {
      Experiment experiment = plain;
      experiment.data = {std::string(entry.name), {{std::string(p.name), another(p)}}};
      expect_round_trip(experiment);
    }
  }
  for (const Property& p : training_table()) {
    Experiment experiment = plain;
    experiment.training[std::string(p.name)] = another(p);
    expect_round_trip(experiment);
  }
  for (const Property& p : augmentation_table()) {
    Experiment experiment = plain;
    experiment.augmentation[std::string(p.name)] = another(p);
    expect_round_trip(experiment);
  }
}

// The layer by itself, between data and a dense layer that reads it.
void expect_gradient(const std::vector<Node>& network, const Shape& sample) {
  const auto dataset = noise(sample, 3, 8);
  const GradientCheck check = check_gradients(experiment_of(network), dataset, {.h = 1e-5, .batch = 4});
  EXPECT_FALSE(check.rows.empty());
  for (const auto& row : check.rows) {
    EXPECT_LT(row.max_relative_error, 1e-6) << row.parameter << " after " << network.front().type;
    EXPECT_GT(row.checked, 0) << row.parameter;
    EXPECT_LE(row.skipped, row.size / 10) << row.parameter << " has kinks everywhere, after " << network.front().type;
  }
}

TEST(Catalog, EveryLayerAgreesWithFiniteDifferences) {
  const Shape image{2, 8, 6};
  for (const Entry& entry : catalog::layers()) {
    // A convolution before it gives every layer a gradient to pass on.
    const Node before = node("conv2d", {{"filters", 3}, {"kernel", 3}, {"padding", 1}});
    expect_gradient(network_around(node(std::string(entry.name)), before, 3), image);
  }
}

TEST(Catalog, OddSettingsAgreeWithFiniteDifferences) {
  const Node before = node("conv2d", {{"filters", 3}, {"kernel", 2}}), end = node("dense", {{"units", 3}});
  for (const Entry& entry : catalog::layers()) {
    if (without_surgery(entry.properties).empty()) continue;
    const std::string name(entry.name);
    ASSERT_TRUE(odd_settings().contains(name)) << name << " has no odd settings here";
    for (const Properties& odd : odd_settings().at(name)) {
      SCOPED_TRACE(to_json(experiment_of({node(name, odd)})));
      expect_gradient(network_around(node(name, odd), before, 3), {2, 9, 7});
    }
  }
  expect_gradient({node("dense", {{"units", 4}, {"bias", false}}), node("sigmoid"), end}, Shape{11});
}

TEST(Catalog, ABatchThatIsCutIntoRunsAgreesWithFiniteDifferences) {
  // 12,000 numbers a sample, so that a dozen samples go through at once, and a gradient that is summed up in parts.
  const std::vector<Node> network = {node("conv2d", {{"filters", 6}, {"kernel", 3}, {"padding", 1}}),
                                     node("dropout"),
                                     node("avg_pool2d"),
                                     node("dense", {{"units", 12}}),
                                     node("tanh"),
                                     node("dropout", {{"ratio", 0.2}}),
                                     node("dense", {{"units", 3}})};
  const GradientCheck check = check_gradients(experiment_of(network, {{"threads", 2}}), noise({1, 40, 50}, 3, 29),
                                              {.h = 1e-5, .batch = 29, .per_parameter = 12});
  ASSERT_EQ(check.rows.size(), 6u);
  for (const auto& row : check.rows) {
    EXPECT_LT(row.max_relative_error, 1e-6) << row.parameter;
    EXPECT_EQ(row.skipped, 0) << row.parameter;
  }
}

TEST(Catalog, AWholeNetAgreesWithFiniteDifferences) {
  expect_gradient(mixed_network(3), {1, 12, 10});
  Experiment decayed = experiment_of(mixed_network(3));
  decayed.optimizer = {"sgd", {{"weight_decay", 0.1}}};
  const GradientCheck check = check_gradients(decayed, noise({1, 12, 10}, 3, 8), {.h = 1e-5, .batch = 4});
  EXPECT_TRUE(check.passed);
}

void expect_same_alone_and_together(const Node& layer) {
  const Shape image{2, 9, 7};
  Network<float> network(network_around(layer, node("conv2d", {{"filters", 3}, {"kernel", 3}}), 4), image, 7, 3);
  Workers alone(1);
  Rng rng(5);
  for (float& value : network.input(7).array()) value = static_cast<float>(rng.uniform(-1, 1));
  const std::vector<float> input(network.input(7).data, network.input(7).data + 7 * image.size());
  network.forward({}, 7, alone);
  const std::vector<float> together(network.output(7).data, network.output(7).data + 7 * 4);
  for (int i = 0; i < 7; ++i) {
    std::copy_n(input.begin() + i * image.size(), image.size(), network.input(1).data);
    network.forward({}, 1, alone);
    for (int k = 0; k < 4; ++k) {
      EXPECT_NEAR(network.output(1).data[k], together[static_cast<size_t>(i * 4 + k)], 2e-6) << layer.type;
    }
  }
}

TEST(Catalog, ABatchIsAsManySamplesByThemselves) {
  for (const Entry& entry : catalog::layers()) {
    const std::string name(entry.name);
    expect_same_alone_and_together(node(name));
    if (!odd_settings().contains(name)) continue;
    for (const Properties& odd : odd_settings().at(name)) {
      expect_same_alone_and_together(node(name, odd));
    }
  }
}

}  // namespace
}  // namespace saddle
