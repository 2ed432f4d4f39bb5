#include "case.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "io/npy.h"
#include "nets.h"
#include "nn/network.h"
#include "saddle/experiment_file.h"
#include "saddle/trainer.h"
#include "train/objective.h"

namespace saddle {
namespace {

constexpr const char* input_name = "given";
const Pass training_pass{.training = true, .seed = 7};

void write(const std::filesystem::path& file, const std::vector<int64_t>& shape, std::span<const float> values) {
  std::ofstream(file, std::ios::binary) << write_npy(shape, values);
}

std::vector<int64_t> extents(const Shape& shape) {
  std::vector<int64_t> all;
  for (int i = 0; i < shape.rank(); ++i) all.push_back(shape[i]);
  return all;
}

// (N, H, W, C) here, (N, C, H, W) in the file.
template <class T>
void write_samples(const std::filesystem::path& file, View<T> view) {
  std::vector<float> values(static_cast<size_t>(view.size()));
  if (view.shape.rank() < 4) {
    std::transform(view.data, view.data + view.size(), values.begin(), [](T v) { return static_cast<float>(v); });
    write(file, extents(view.shape), values);
    return;
  }
  const int64_t pixels = view.shape[1] * view.shape[2], channels = view.shape[3];
  for (int64_t i = 0; i < view.size(); ++i) {
    const int64_t n = i / (pixels * channels), pixel = i / channels % pixels, c = i % channels;
    values[static_cast<size_t>((n * channels + c) * pixels + pixel)] = static_cast<float>(view.data[i]);
  }
  write(file, {view.shape[0], channels, view.shape[1], view.shape[2]}, values);
}

template <class Real>
void write_param(const std::filesystem::path& folder, const char* kind, std::string name, const Tensor<Real>& tensor) {
  name.replace(name.rfind('/'), 1, ".");
  const std::vector<float> values(tensor.data(), tensor.data() + tensor.size());
  write(folder / (std::string(kind) + "." + name + ".npy"), extents(tensor.shape()), values);
}

// Puts a layer that does nothing before the others: a network keeps no gradient of its input, but one of every layer's
// output.
std::vector<Node> behind_an_input(std::vector<Node> network) {
  for (Node& node : network)
    std::replace(node.inputs.begin(), node.inputs.end(), std::string("input"), std::string(input_name));
  Node input = node("identity");
  input.name = input_name;
  network.insert(network.begin(), input);
  return network;
}

struct Given {
  std::vector<float> input, upstream, targets;  // channels last
  std::vector<int> labels;
  std::vector<std::vector<float>> params;

  template <class Real>
  static void assign(View<Real> to, const std::vector<float>& from) {
    std::copy(from.begin(), from.end(), to.data);
  }
};

// What the layers would begin with, but for weights and biases of 0, scales of 1 and statistics of nothing, which hide
// faults.
Given draw(const Case& c, Network<float>& network) {
  Given given;
  Rng rng(key(static_cast<uint64_t>(3 + c.draw), c.name));
  for (Param<float>* param : network.params()) {
    const bool variance = param->spec.name == "running_var";
    const bool hides = param->spec.role == Role::weight && (param->value.view().array() == 0.0f).all();
    for (float& value : param->value.view().array()) {
      if (param->spec.role == Role::bias || (param->spec.role == Role::statistic && !variance))
        value += static_cast<float>(0.1 * rng.normal());
      if (hides) value = static_cast<float>(rng.normal() / std::sqrt(param->spec.fan_in));
      if (param->spec.role == Role::scale || variance) value = static_cast<float>(rng.uniform(0.5, 1.5));
    }
    given.params.emplace_back(param->value.data(), param->value.data() + param->value.size());
  }
  const auto numbers = [&](int64_t count) {
    std::vector<float> all(static_cast<size_t>(count));
    for (float& value : all) value = static_cast<float>(rng.normal());
    return all;
  };
  given.input = numbers(c.count * c.sample.size());
  const View<float> output = network.output(c.count);
  if (c.upstream) {
    given.upstream = numbers(output.size());
  } else if (c.outputs > 0) {
    given.targets = numbers(output.size());
  } else {
    const int64_t classes = output.shape[output.shape.rank() - 1];
    for (int64_t i = 0; i < output.size() / classes; ++i)
      given.labels.push_back(static_cast<int>(rng.below(std::max<int64_t>(classes, 2))));
  }
  return given;
}

void write_targets(const Given& given, const Shape& output, const std::filesystem::path& folder) {
  if (!given.upstream.empty()) write_samples(folder / "upstream.npy", View<const float>{given.upstream.data(), output});
  if (!given.targets.empty()) write_samples(folder / "targets.npy", View<const float>{given.targets.data(), output});
  if (given.labels.empty()) return;
  std::vector<int64_t> shape = extents(output);
  shape.pop_back();
  write(folder / "labels.npy", shape, std::vector<float>(given.labels.begin(), given.labels.end()));
}

// Which units a dropout layer lets through: what it makes of ones.
void write_masks(const Case& c, Network<float>& network, const std::filesystem::path& folder) {
  Workers workers(1);
  for (const StepIndex step : network.steps()) {
    Node layer = c.experiment.network[static_cast<size_t>(network.plan().steps[step].node)];
    if (layer.type != "dropout") continue;
    layer.name = network.names()[step];
    layer.inputs.clear();
    Network<float> alone({layer}, network.plan().steps[step].shape, c.count, 1);
    alone.input(c.count).array().setOnes();
    alone.forward(training_pass, c.count, workers);
    View<float> mask = alone.output(c.count);
    mask.array() = (mask.array() != 0.0f).cast<float>();
    write_samples(folder / ("drop." + layer.name + ".mask.npy"), mask);
  }
}

template <class Real>
void record(const Case& c, Network<Real>& network, const Given& given, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  Workers workers(2);
  Given::assign(network.input(c.count), given.input);
  network.forward(training_pass, c.count, workers);
  write_samples(folder / "output.npy", network.output(c.count));
  if (c.upstream) {
    Given::assign(network.doutput(c.count), given.upstream);
  } else {
    const std::vector<Real> wanted(given.targets.begin(), given.targets.end());
    Targets<Real> targets{.labels = given.labels};
    if (c.outputs > 0) targets = {.values = {wanted.data(), network.output(c.count).shape}};
    const float loss = static_cast<float>(Objective<Real>(c.experiment, network).differentiate(c.count, targets));
    write(folder / "loss.npy", {1}, {&loss, 1});
  }
  network.backward(training_pass, c.count, workers);
  write_samples(folder / "input_gradient.npy", network.gradient(network.step_named(input_name).value(), c.count));
  network.keep_statistics();
  for (size_t i = 0; i < network.params().size(); ++i) {
    const Param<Real>& param = *network.params()[i];
    const bool statistic = param.spec.role == Role::statistic;
    write_param(folder, statistic ? "statistic" : "gradient", network.param_names()[i],
                statistic ? param.value : param.grad);
  }
  network.refresh();
  network.forward({}, c.count, workers);
  write_samples(folder / "inference.npy", network.output(c.count));
}

}  // namespace

void write_case(const Case& the_case, const std::filesystem::path& folder) {
  Case c = the_case;
  c.experiment.network = behind_an_input(std::move(c.experiment.network));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "experiment.json") << to_json(c.experiment);
  Given given;
  {
    Network<float> network(c.experiment.network, c.sample, c.count, 1);
    network.input(c.count);
    given = draw(c, network);
    network.refresh();
    for (size_t i = 0; i < network.params().size(); ++i)
      write_param(folder, "param", network.param_names()[i], network.params()[i]->value);
    write_samples(folder / "input.npy", View<const float>{given.input.data(), in_memory(c.sample, c.count)});
    write_targets(given, network.output(c.count).shape, folder);
    write_masks(c, network, folder);
    record(c, network, given, folder / "float");
  }
  Network<double> network(c.experiment.network, c.sample, c.count, 1);
  for (size_t i = 0; i < network.params().size(); ++i)
    Given::assign(network.params()[i]->value.view(), given.params[i]);
  network.refresh();
  record(c, network, given, folder / "double");
}

void write_training(const Case& the_case, const std::filesystem::path& folder) {
  Case c = the_case;
  c.experiment.training["batch_size"] = c.count;
  std::filesystem::create_directories(folder / "float");
  std::ofstream(folder / "experiment.json") << to_json(c.experiment);
  const Shape shape = plan(c.experiment.network, c.sample).steps.back().shape;
  const auto dataset = noise(c.sample, static_cast<int>(shape.size()), c.count, key(5, c.name));
  Trainer trainer(c.experiment, dataset);
  trainer.save(folder / "before.npz");
  std::vector<float> losses;
  for (int step = 0; step < 10; ++step) losses.push_back(static_cast<float>(trainer.step()));
  trainer.save(folder / "after.npz");
  write(folder / "float" / "loss.npy", {std::ssize(losses)}, losses);
  write_samples(folder / "input.npy", View<const float>{dataset->train.values.data(), in_memory(c.sample, c.count)});
  write(folder / "labels.npy", {c.count},
        std::vector<float>(dataset->train.labels.begin(), dataset->train.labels.end()));
}

}  // namespace saddle
