// What layers and losses say of themselves in ONNX's words, computed by a small interpreter of ONNX in NumPy
// (tests/operations/operators.py) from the same parameters, against what the engine computes.
#include <cmath>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "../io/files.h"
#include "io/npy.h"
#include "model/loss_type.h"
#include "nets.h"
#include "nn/network.h"
#include "odd_settings.h"
#include "saddle/plan.h"
#include "train/loss.h"

namespace saddle {
namespace {

using Json = nlohmann::json;
constexpr double most = 1e-5;
constexpr int count = 3;  // samples

std::vector<int64_t> extents(const Shape& shape) {
  std::vector<int64_t> all;
  for (int i = 0; i < shape.rank(); ++i) all.push_back(shape[i]);
  return all;
}

struct OperandWriter {
  Json operator()(const operand::Input& input) const { return {{"input", input.index}}; }
  Json operator()(const operand::Result& result) const { return {{"result", result.index}}; }
  Json operator()(const operand::Parameter& parameter) const {
    Json json{{"parameter", parameter.name}, {"axes", parameter.axes}};
    if (parameter.unseen) json["unseen"] = {{"mean", parameter.unseen->mean}, {"value", parameter.unseen->value}};
    return json;
  }
  Json operator()(const operand::Constant& constant) const {
    return {{"constant", constant.values}, {"shape", extents(constant.shape)}};
  }
  Json operator()(const operand::Absent&) const { return Json::object(); }
};

Json json_of(const Operations& operations) {
  Json all = Json::array();
  for (const Operation& operation : operations) {
    Json attributes = Json::object(), operands = Json::array();
    for (const auto& [name, value] : operation.attributes)
      std::visit([&, key = name](const auto& plain) { attributes[key] = plain; }, value);
    for (const Operand& operand : operation.operands) operands.push_back(std::visit(OperandWriter{}, operand));
    all.push_back({{"name", operation.name}, {"operands", operands}, {"attributes", attributes}});
  }
  return all;
}

void write(const std::filesystem::path& file, const std::vector<int64_t>& shape, std::span<const float> values) {
  std::ofstream(file, std::ios::binary) << write_npy(shape, values);
}

// (N, H, W, C) here, (N, C, H, W) in the file.
void write_samples(const std::filesystem::path& file, View<const float> view) {
  if (view.shape.rank() < 4) return write(file, extents(view.shape), {view.data, static_cast<size_t>(view.size())});
  const int64_t pixels = view.shape[1] * view.shape[2], channels = view.shape[3];
  std::vector<float> values(static_cast<size_t>(view.size()));
  for (int64_t i = 0; i < view.size(); ++i) {
    const int64_t n = i / (pixels * channels), pixel = i / channels % pixels, c = i % channels;
    values[static_cast<size_t>((n * channels + c) * pixels + pixel)] = view.data[i];
  }
  write(file, {view.shape[0], channels, view.shape[1], view.shape[2]}, values);
}

// Nothing that hides a fault: no biases of 0, no scales of 1. The first statistic has seen nothing yet.
void draw(Network<float>& network, Rng& rng) {
  for (Param<float>* param : network.params()) {
    const bool statistic = param->spec.role == Role::statistic;
    for (float& value : param->value.view().array()) {
      const double drawn = param->spec.name == "running_var" ? rng.uniform(0.5, 2) : rng.normal();
      value = static_cast<float>(param->spec.role == Role::weight ? drawn / std::sqrt(param->spec.fan_in) : drawn);
    }
    if (statistic) *param->value.data() = 0;
  }
  network.refresh();
}

class Operators : public testing::Test {
 protected:
  void SetUp() override {
    if (python().empty()) GTEST_SKIP() << "needs python3 with NumPy (Debian: python3-numpy)";
  }

  std::filesystem::path folder_of(const std::string& name, const Operations& operations) {
    EXPECT_TRUE(written_.insert(name).second) << name;
    const auto folder = folder_.path() / name;
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "operations.json") << json_of(operations);
    return folder;
  }

  // Of several inputs the second is bent, so that their order matters.
  void add(const std::string& name, Node layer, const Shape& sample) {
    const LayerType& type = type_named(layers::all(), layer.type);
    const bool several = type.min_inputs > 1;
    std::vector<Node> nodes = {named("given", node("identity"))};
    if (several) {
      nodes.push_back(named("bent", node("tanh")));
      layer.inputs = {"given", "bent", "given"};
    }
    layer.name = "layer";
    nodes.push_back(layer);
    if (type.is_auxiliary()) nodes.push_back(named("end", node("identity"), {"given"}));
    Network<float> network(nodes, sample, count, 1);
    Rng rng(key(5, name));
    draw(network, rng);
    for (float& value : network.input(count).array()) value = static_cast<float>(rng.normal());
    Workers workers(1);
    // An auxiliary output is left out at inference.
    network.forward({.training = type.is_auxiliary(), .every_activation = true}, count, workers);

    const std::vector<Shape> in(several ? 3 : 1, sample);
    const auto folder = folder_of(name, type.operations(layer.properties, in));
    for (size_t i = 0; i < in.size(); ++i)
      write_samples(folder / ("input." + std::to_string(i) + ".npy"), activation(network, i == 1 ? "bent" : "given"));
    for (size_t i = 0; i < network.params().size(); ++i) {
      const Param<float>& param = *network.params()[i];
      write(folder / ("param." + param.spec.name + ".npy"), extents(param.spec.shape),
            {param.value.data(), static_cast<size_t>(param.value.size())});
    }
    write_samples(folder / "output.npy", activation(network, "layer"));
  }

  static View<const float> activation(const Network<float>& network, const std::string& name) {
    return network.activation(network.step_named(name).value(), count);
  }

  void expect_agreement() {
    const std::string answers = (folder_.path() / "answers").string();
    const std::string command = "PYTHONDONTWRITEBYTECODE=1 " + python() +
                                " " SADDLE_SOURCE "/tests/operations/compare.py '" + folder_.path().string() + "' >'" +
                                answers + "'";
    ASSERT_EQ(std::system(command.c_str()), 0) << "compare.py failed; what it says stands above";
    std::ifstream lines(answers);
    std::set<std::string> seen;
    for (std::string line; std::getline(lines, line);) {
      std::istringstream parts(line);
      std::string name;
      double error = 1;
      parts >> name >> error;
      ASSERT_TRUE(parts) << line;
      EXPECT_LE(error, most) << name;
      seen.insert(name);
    }
    EXPECT_EQ(seen, written_);
  }

  const Folder folder_;
  std::set<std::string> written_;
};

TEST_F(Operators, ComputeWhatEveryLayerComputes) {
  for (const LayerType& type : layers::all()) {
    const std::string name(type.entry.name);
    ASSERT_TRUE(type.operations) << name;
    std::vector<Properties> settings = {{}};
    if (odd_settings().contains(name)) {
      for (const Properties& odd : odd_settings().at(name)) settings.push_back(odd);
    }
    for (size_t i = 0; i < settings.size(); ++i) {
      const std::string one = name + "-" + std::to_string(i);
      add(one, node(name, settings[i]), {5, 9, 7});
      if (plan({node(name, settings[i])}, Shape{11}).issues.empty() || type.min_inputs > 1 || type.is_auxiliary())
        add(one + "-vector", node(name, settings[i]), Shape{11});
    }
  }
  expect_agreement();
}

TEST_F(Operators, PresentWhatEveryLossPresents) {
  for (const LossType& type : losses::all()) {
    for (const Shape& sample : {Shape{6}, Shape{4, 3, 5}}) {
      const std::string name = std::string(type.entry.name) + "-" + std::to_string(sample.size());
      Tensor<float> output(in_memory(sample, count));
      Rng rng(key(6, name));
      for (float& value : output.view().array()) value = static_cast<float>(2 * rng.normal());
      const auto folder = folder_of(name, type.presentation);
      write_samples(folder / "input.0.npy", std::as_const(output).view());
      type.factory.make<float>({})->present(output.view());
      write_samples(folder / "output.npy", std::as_const(output).view());
    }
  }
  expect_agreement();
}

}  // namespace
}  // namespace saddle
