#include "train/model_file.h"

#include <algorithm>
#include <cmath>

#include "io/atomic_file.h"
#include "io/npz.h"
#include "saddle/experiment_file.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr const char* experiment_name = "experiment";
constexpr const char* mean_name = "normalisation/mean";
constexpr const char* deviation_name = "normalisation/deviation";
constexpr const char* optimizer_steps_name = "optimizer/step";
constexpr const char* steps_name = "progress/steps";
constexpr const char* seed_name = "rng/seed";

using Arrays = std::map<std::string, NpyArray>;

std::vector<int64_t> extents_of(const Shape& shape) {
  std::vector<int64_t> extents;
  for (int axis = 0; axis < shape.rank(); ++axis) extents.push_back(shape[axis]);
  return extents;
}

std::string text_of(const std::vector<int64_t>& extents) {
  std::string text = "(";
  for (size_t i = 0; i < extents.size(); ++i) text += (i ? ", " : "") + std::to_string(extents[i]);
  return text + ")";
}

// Every tensor under the name it has in the file.
using Tensors = std::vector<std::pair<std::string, Tensor<float>*>>;

Tensors tensors_of(const ModelContent& model, const CheckpointContent* checkpoint) {
  Tensors tensors;
  for (size_t i = 0; i < model.params.size(); ++i) tensors.emplace_back(model.names[i], &model.params[i]->value);
  if (!checkpoint) return tensors;
  const auto kinds = checkpoint->optimizer.state_names();
  const auto state = checkpoint->optimizer.state(model.params);
  for (size_t i = 0; i < state.size(); ++i) {
    const std::string kind(kinds[i % kinds.size()]);
    tensors.emplace_back("optimizer/" + kind + "/" + model.names[i / kinds.size()], &state[i]);
  }
  return tensors;
}

const NpyArray& fitting(const Arrays& arrays, const std::string& name, const Tensor<float>& wanted,
                        const std::string& file) {
  const auto found = arrays.find(name);
  if (found == arrays.end()) {
    if (name.starts_with("optimizer/")) throw Error(file, "has no array {}; it was saved with another optimizer", name);
    throw Error(file, "has no array {}; it was saved from another network", name);
  }
  const NpyArray& array = found->second;
  if (array.shape != extents_of(wanted.shape())) {
    throw Error(file, "{} has the shape {}, but the network needs {}; it was saved from another network", name,
                text_of(array.shape), text_of(extents_of(wanted.shape())));
  }
  if (static_cast<int64_t>(array.values.size()) != wanted.size())
    throw Error(file, "{} holds text instead of numbers", name);
  if (!std::all_of(array.values.begin(), array.values.end(), [](float v) { return std::isfinite(v); }))
    throw Error(file, "{} holds values that are not finite; train it again with a smaller learning rate", name);
  return array;
}

int64_t whole(const Arrays& arrays, const char* name, const std::string& file) {
  const auto found = arrays.find(name);
  if (found == arrays.end() || found->second.whole < 0)
    throw Error(file, "has no {}: it is a model, not a checkpoint; save checkpoints with --checkpoint", name);
  return found->second.whole;
}

Normalization normalization_in(const Arrays& arrays, const Normalization& otherwise, const std::string& file) {
  const auto mean = arrays.find(mean_name), deviation = arrays.find(deviation_name);
  if (mean == arrays.end() || deviation == arrays.end()) return otherwise;
  Normalization found{mean->second.values, deviation->second.values};
  const bool right =
      found.mean.size() == found.deviation.size() && !found.mean.empty() &&
      std::all_of(found.mean.begin(), found.mean.end(), [](float v) { return std::isfinite(v); }) &&
      std::all_of(found.deviation.begin(), found.deviation.end(), [](float v) { return std::isfinite(v) && v > 0; });
  if (!right) throw Error(file, "{} and {} do not belong together; save the model again", mean_name, deviation_name);
  return found;
}

Experiment experiment_in(const Arrays& arrays, const std::string& file) {
  const auto found = arrays.find(experiment_name);
  if (found == arrays.end() || !found->second.is_text) {
    throw Error(file, "has no experiment inside; save the model with Saddle, or add its JSON under \"experiment\"");
  }
  try {
    return parse_experiment(found->second.text);
  } catch (const Error& error) {
    throw Error(file, "the experiment inside is not right: {}", error.what());
  }
}

}  // namespace

void write_model(const std::filesystem::path& file, const ModelContent& model, const CheckpointContent* checkpoint) {
  NpzWriter writer;
  for (const auto& [name, tensor] : tensors_of(model, checkpoint)) {
    if (!std::all_of(tensor->data(), tensor->data() + tensor->size(), [](float v) { return std::isfinite(v); }))
      throw Error(file.string(),
                  "is not written: {} holds values that are not finite; train it again with a smaller learning rate",
                  name);
    writer.add(name, extents_of(tensor->shape()), {tensor->data(), static_cast<size_t>(tensor->size())});
  }
  if (model.normalization) {
    const std::vector<int64_t> shape = {std::ssize(model.normalization.mean)};
    writer.add(mean_name, shape, model.normalization.mean);
    writer.add(deviation_name, shape, model.normalization.deviation);
  }
  if (checkpoint) {
    writer.add_whole(optimizer_steps_name, checkpoint->optimizer.steps());
    writer.add_whole(steps_name, checkpoint->steps);
    writer.add_whole(seed_name, checkpoint->seed);
  }
  writer.add_text(experiment_name, to_json(model.experiment));
  save_atomically(file, writer.finish());
}

void read_model(const std::filesystem::path& file, const ModelContent& model, const CheckpointContent* checkpoint) {
  const Arrays arrays = read_npz(file);
  const int64_t steps = checkpoint ? whole(arrays, steps_name, file.string()) : 0;
  if (checkpoint) {
    // Two optimizers may call different things by the same name.
    const std::string saved_with = experiment_in(arrays, file.string()).optimizer.type;
    if (saved_with != model.experiment.optimizer.type) {
      throw Error(file.string(), "was saved with the optimizer {}, not {}; go on with that, or begin with a model",
                  saved_with, model.experiment.optimizer.type);
    }
  }
  const Tensors tensors = tensors_of(model, checkpoint);
  for (const auto& [name, tensor] : tensors) fitting(arrays, name, *tensor, file.string());
  const Normalization normalization = normalization_in(arrays, model.normalization, file.string());
  if (checkpoint) {
    checkpoint->optimizer.set_steps(whole(arrays, optimizer_steps_name, file.string()));
    checkpoint->steps = steps;
  }
  for (const auto& [name, tensor] : tensors) {
    const auto& values = arrays.at(name).values;
    std::copy(values.begin(), values.end(), tensor->data());
  }
  model.normalization = normalization;
}

Experiment experiment_of_model(const std::filesystem::path& file) {
  return experiment_in(read_npz(file), file.string());
}

bool is_checkpoint(const std::filesystem::path& file) { return read_npz(file).contains(steps_name); }

}  // namespace saddle
