// Every layer, loss, optimizer and preset against PyTorch, which computes the same from the experiment's JSON
// (tests/torch/network.py): answers, the gradients of every parameter and of the input, statistics, and ten steps.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "case.h"
#include "model/loss_type.h"
#include "nets.h"
#include "odd_settings.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/plan.h"

namespace saddle {
namespace {

constexpr double most_in_float = 1e-5, most_in_double = 1e-6;  // what is stored is float in both
constexpr double most_moved = 1e-3;                            // of the way that weights went, not of the weights
// Deep networks have ReLUs whose inputs are 0 but for rounding: where PyTorch in float is further off than this from
// PyTorch in double, float can prove nothing, and double alone counts.
bool rounding_decides(double torchs_own, double most) { return torchs_own > most; }

// A batch norm of vectors has the samples alone to average over. Of 4, its gradient is what cancellation leaves: 1e-5
// is more than PyTorch itself keeps to. Maps bring their pixels along.
int samples_for(const Experiment& experiment, const Shape& sample) {
  const Plan planned = plan(experiment.network, sample);
  const bool of_vectors = std::ranges::any_of(planned.steps, [&](const Plan::Step& step) {
    return experiment.network[static_cast<size_t>(step.node)].type == "batch_norm" && step.shape.rank() == 1;
  });
  return of_vectors ? 8 : 4;
}

const std::string& python_with_torch() {
  static const std::string found = python_with("torch");
  return found;
}

class Torch : public testing::Test {
 protected:
  void SetUp() override {
    if (python_with_torch().empty()) GTEST_SKIP() << "needs python3 with torch (Debian: python3-torch)";
  }

  void add(const Case& c) {
    ASSERT_TRUE(written_.insert(c.name).second) << c.name;
    write_case(c, folder_ / c.name);
  }
  void add_training(const Case& c) {
    ASSERT_TRUE(trained_.insert(c.name).second) << c.name;
    write_training(c, folder_ / c.name);
  }

  // One Python for all cases: it takes seconds to import torch. Returns the cases that differ in float, where `again`
  // says that another draw of them is to decide.
  std::set<std::string> expect_agreement(bool again = false) {
    std::set<std::string> differ;
    const std::string command = "PYTHONDONTWRITEBYTECODE=1 " + python_with_torch() +
                                " " SADDLE_SOURCE "/tests/torch/compare.py '" + folder_.path().string() + "' >'" +
                                (folder_ / "answers").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0) << "compare.py failed; what it says stands above";
    std::ifstream answers(folder_ / "answers");
    std::set<std::string> seen;
    for (std::string line; std::getline(answers, line);) {
      std::cout << line << '\n';
      std::istringstream parts(line);
      std::string name, precision, tensor;
      double error = 1, torchs_own = 1;
      parts >> name >> precision >> tensor >> error >> torchs_own;
      if (!parts) {
        ADD_FAILURE() << line;
        return differ;
      }
      seen.insert(name + " " + precision);
      double most = precision == "double" ? most_in_double : most_in_float;
      if (trained_.contains(name)) most = tensor.starts_with("moved") ? most_moved : most_in_float;
      if (precision == "float" && rounding_decides(torchs_own, most)) continue;
      if (again && precision == "float" && !(error <= most)) {
        differ.insert(name);
        continue;
      }
      EXPECT_LE(error, most) << name << ", " << tensor << " in " << precision << "; PyTorch's own error " << torchs_own;
    }
    for (const std::string& name : written_) {
      EXPECT_TRUE(seen.contains(name + " float")) << name << " was not compared";
      EXPECT_TRUE(seen.contains(name + " double")) << name << " was not compared";
    }
    for (const std::string& name : trained_) EXPECT_TRUE(seen.contains(name + " float")) << name << " was not compared";
    return differ;
  }

  const Folder folder_;
  std::set<std::string> written_, trained_;
};

Case layer_case(const std::string& name, Node layer, const Shape& sample) {
  Case c{.name = name, .experiment = experiment_of({}), .sample = sample, .upstream = true};
  const LayerType& type = type_named(layers::all(), layer.type);
  if (type.is_auxiliary()) {
    c.experiment.network = network_around(layer, node("identity"), 3);
    c.upstream = false;
  } else if (type.min_inputs > 1) {
    Node bend = node("tanh");
    bend.name = "bend";
    layer.inputs = {"input", "bend", "input"};
    c.experiment.network = {bend, layer};
  } else {
    c.experiment.network = {layer};
  }
  return c;
}

TEST_F(Torch, AgreesOnEveryLayer) {
  for (const Entry& entry : catalog::layers()) {
    const std::string type(entry.name);
    std::vector<Properties> settings = {{}};
    if (odd_settings().contains(type)) {
      for (const Properties& odd : odd_settings().at(type)) settings.push_back(odd);
    }
    for (size_t i = 0; i < settings.size(); ++i) {
      const std::string name = type + "-" + std::to_string(i);
      add(layer_case(name, node(type, settings[i]), {5, 9, 7}));
      if (plan({node(type, settings[i])}, Shape{11}).issues.empty())
        add(layer_case(name + "-vector", node(type, settings[i]), Shape{11}));
    }
  }
  expect_agreement();
}

TEST_F(Torch, AgreesOnEveryLoss) {
  for (const LossType& type : losses::all()) {
    std::vector<Properties> settings = {{}};
    for (const Property& p : type.entry.properties) {
      for (const auto choice : p.choices) settings.push_back({{std::string(p.name), std::string(choice)}});
    }
    for (size_t i = 0; i < settings.size(); ++i) {
      for (const Shape& sample : {Shape{6}, Shape{4, 3, 5}, Shape{1}}) {
        if (sample == Shape{1} && !type.traits.single_output) continue;
        Case c{.name = std::string(type.entry.name) + "-" + std::to_string(i) + "-" + std::to_string(sample.size()),
               .experiment = experiment_of({node("identity")}),
               .sample = sample};
        c.experiment.loss = {std::string(type.entry.name), settings[i]};
        add(c);
        if (!type.traits.regression || sample.rank() > 1) continue;
        c.name += "-numbers";
        c.outputs = static_cast<int>(sample.size());
        add(c);
      }
    }
  }
  expect_agreement();
}

TEST_F(Torch, MakesTheSameTenStepsWithEveryOptimizer) {
  // Smooth: with a kink, rounding decides now and then which way a weight goes.
  const std::vector<Node> network = {node("conv2d", {{"filters", 6}, {"padding", 1}, {"bias", false}}),
                                     node("batch_norm"),
                                     node("tanh"),
                                     node("avg_pool2d"),
                                     node("conv2d", {{"filters", 8}}),
                                     node("tanh"),
                                     node("dense", {{"units", 12}}),
                                     node("sigmoid"),
                                     node("dense", {{"units", 4}, {"init", "xavier"}})};
  const std::map<std::string, std::vector<Properties>> odd = {
      {"momentum", {{{"momentum", 0.7}}}},
      {"nesterov", {{{"momentum", 0.7}}}},
      {"adagrad", {{{"epsilon", 1e-3}}}},
      {"rmsprop", {{{"decay", 0.9}, {"epsilon", 1e-3}}}},
      {"adam", {{{"beta1", 0.8}, {"beta2", 0.95}, {"epsilon", 1e-3}}, {{"epsilon", 1e-14}}}},
      {"adamw", {{{"beta1", 0.8}, {"beta2", 0.95}, {"epsilon", 1e-3}}, {{"epsilon", 1e-14}}}}};
  for (const Entry& entry : catalog::optimizers()) {
    const std::string type(entry.name);
    std::vector<Properties> settings = {{}, {{"weight_decay", 0.1}}};
    if (odd.contains(type)) settings.insert(settings.end(), odd.at(type).begin(), odd.at(type).end());
    for (size_t i = 0; i < settings.size(); ++i) {
      for (const double longest : {0.0, 0.2}) {
        Case c{.name = type + "-" + std::to_string(i) + (longest > 0 ? "-clipped" : ""),
               .experiment = experiment_of(network, {{"clip_norm", longest}}),
               .sample = {2, 10, 9},
               .count = 24};
        c.experiment.optimizer = {type, settings[i]};
        add_training(c);
      }
    }
  }
  expect_agreement();
}

// Published sizes, on pictures as small as the net permits.
const std::map<std::string, Shape>& full_sizes() {
  static const std::map<std::string, Shape> all = {
      {"alexnet", {3, 67, 67}},   {"vgg-16", {3, 32, 32}},       {"googlenet", {3, 80, 80}}, {"resnet-18", {3, 64, 64}},
      {"resnet-50", {3, 64, 64}}, {"densenet-121", {3, 64, 64}}, {"fcn-32s", {3, 32, 32}}};
  return all;
}

// A gradient jumps where the input of a ReLU is 0 but for rounding, which deep networks have now and then: such a draw
// proves nothing in float. What is wrong differs in each.
TEST_F(Torch, AgreesOnEveryPreset) {
  std::set<std::string> left;
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) left.insert(preset.name);
  for (const auto& [name, sample] : full_sizes()) left.erase(name);
  constexpr int draws = 3;
  for (int draw = 0; draw < draws && !left.empty(); ++draw) {
    for (const std::string& name : left) {
      const Experiment experiment = load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
      const catalog::SampleInfo info = catalog::sample_info(experiment.data);
      add({.name = name,
           .experiment = experiment,
           .sample = info.shape,
           .count = samples_for(experiment, info.shape),
           .outputs = static_cast<int>(info.outputs),
           .draw = draw});
    }
    left = expect_agreement(draw + 1 < draws);
    for (const std::string& name : written_) std::filesystem::remove_all(folder_ / name);
    written_.clear();
  }
}

TEST_F(Torch, AgreesOnEveryFullSizePreset) {
  if (!std::getenv("SADDLE_TORCH_FULL")) GTEST_SKIP() << "takes minutes and gigabytes; set SADDLE_TORCH_FULL=1";
  for (const auto& [name, sample] : full_sizes()) {
    const Experiment experiment = load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
    add({.name = name, .experiment = experiment, .sample = sample, .count = 2});
    expect_agreement();
    std::filesystem::remove_all(folder_ / name);
    written_.clear();
  }
}

}  // namespace
}  // namespace saddle
