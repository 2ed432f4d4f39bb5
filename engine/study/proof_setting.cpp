#include "study/proof_setting.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/rng.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// Labeled noise: enough for what does not need to learn something. `outputs`: numbers in the place of classes.
std::shared_ptr<const Dataset> noise_data(int classes, int outputs) {
  Dataset dataset;
  dataset.name = "noise";
  dataset.sample = {2, 6, 6};
  dataset.outputs = outputs;
  for (int i = 0; i < classes; ++i) dataset.classes.push_back(std::to_string(i));
  Rng rng(1);
  for (Samples* part : {&dataset.train, &dataset.test}) {
    part->count = 4;
    for (int64_t i = 0; i < 4 * dataset.sample.size(); ++i)
      part->values.push_back(static_cast<float>(rng.uniform(-1, 1)));
    for (int i = 0; i < 4 && classes > 0; ++i) part->labels.push_back(i % classes);
    for (int i = 0; i < 4 * outputs; ++i) part->targets.push_back(static_cast<float>(rng.uniform(-1, 1)));
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

Experiment trial_experiment(std::vector<Node> network) {
  Experiment experiment;
  experiment.network = std::move(network);
  experiment.optimizer = {"sgd", {{"learning_rate", 0.1}}};
  experiment.training = {{"batch_size", 4}, {"threads", 1}};
  return experiment;
}

}  // namespace

Node plain_node(std::string type, Properties properties) {
  return {.name = {}, .type = std::move(type), .inputs = {}, .properties = std::move(properties)};
}

std::optional<ProofSetting> setting_of(const Node& layer) {
  const auto dataset = noise_data(3, 0);
  const Node image = plain_node("conv2d", {{"filters", 4}, {"kernel", 3}, {"padding", 1}});
  const auto units = [](int count) { return plain_node("dense", {{"units", count}}); };
  Node first = image, second = image, merge = layer;
  first.name = "a", second.name = "b";
  merge.inputs = {"a", "b"};
  Node trunk = units(3), branch = layer, end = units(3);
  trunk.name = "a";
  branch.inputs = end.inputs = {"a"};
  for (const std::vector<Node>& network :
       {std::vector<Node>{image, layer, units(3)}, std::vector<Node>{first, second, merge, units(3)},
        std::vector<Node>{units(6), layer, units(3)}, std::vector<Node>{units(3), layer, units(3)},
        std::vector<Node>{trunk, branch, end}}) {
    ProofSetting setting{trial_experiment(network), dataset};
    if (check(setting.experiment, *dataset).empty()) return setting;
  }
  return {};
}

std::optional<ProofSetting> setting_of(const Choice& loss) {
  for (const auto& [classes, outputs, units] : {std::array{3, 0, 3}, std::array{2, 0, 1}, std::array{0, 2, 2}}) {
    ProofSetting setting{trial_experiment({plain_node("conv2d", {{"filters", 3}}), plain_node("tanh"),
                                           plain_node("dense", {{"units", units}})}),
                         noise_data(classes, outputs)};
    setting.experiment.loss = loss;
    if (check(setting.experiment, *setting.dataset).empty()) return setting;
  }
  return {};
}

std::vector<double> computed_by(const ProofSetting& setting, int steps) {
  if (!check(setting.experiment, *setting.dataset).empty()) return {};
  try {
    Trainer trainer(setting.experiment, setting.dataset);
    std::vector<double> all;
    for (int step = 0; step < steps; ++step) all.push_back(trainer.step());
    std::vector<float> sample(static_cast<size_t>(setting.dataset->sample.size()));
    setting.dataset->copy_sample(setting.dataset->test, 0, sample.data());
    for (const float value : trainer.infer(sample)) all.push_back(static_cast<double>(value));
    return all;
  } catch (const Error&) {
    return {};
  }
}

double change(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return b.empty() ? 0 : 1;
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::abs(a[i] - b[i]) / (std::abs(a[i]) + std::abs(b[i]) + 1e-30));
  return most;
}

}  // namespace saddle
