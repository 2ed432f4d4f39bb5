#include "train/model_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "io/atomic_file.h"
#include "io/npz.h"
#include "saddle/experiment_file.h"
#include "saddle/plan.h"
#include "train/sample_record.h"
#include "train/tape_file.h"

namespace saddle {
namespace {

constexpr const char* experiment_name = "experiment";
constexpr const char* sample_name = "sample";
constexpr const char* mean_name = "normalisation/mean";
constexpr const char* deviation_name = "normalisation/deviation";
constexpr const char* optimizer_steps_name = "optimizer/step";
constexpr const char* steps_name = "progress/steps";
constexpr const char* seed_name = "rng/seed";

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

bool are_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

std::span<const float> values_of(const Block& block) { return {block.data(), static_cast<size_t>(block.size())}; }

// As they lie in the file: for each parameter, one for each kind of state.
std::vector<std::string> state_names(const std::vector<std::string>& parameters, const Optimizer<float>& optimizer) {
  std::vector<std::string> names;
  for (const std::string& parameter : parameters) {
    for (const std::string_view kind : optimizer.state_names())
      names.push_back("optimizer/" + std::string(kind) + "/" + parameter);
  }
  return names;
}

BlockPointer fitting(const ModelContent& model, const std::string& name, const Shape& wanted) {
  const auto found = std::ranges::find(model.arrays, name, &StoredArray::name);
  if (found == model.arrays.end()) {
    if (name.starts_with("optimizer/"))
      throw Error(model.where, "has no array {}; it was saved with another optimizer", name);
    throw Error(model.where, "has no array {}; it was saved from another network", name);
  }
  if (found->shape != extents_of(wanted)) {
    throw Error(model.where, "{} has the shape {}, but the network needs {}; it was saved from another network", name,
                text_of(found->shape), text_of(extents_of(wanted)));
  }
  if (!found->values || found->values->size() != wanted.size())
    throw Error(model.where, "{} holds text instead of numbers", name);
  if (!are_finite(values_of(*found->values)))
    throw Error(model.where, "{} holds values that are not finite; train it again with a smaller learning rate", name);
  return found->values;
}

void check_variance(const ModelContent& model, const std::string& name, const Block& block) {
  const auto least = std::ranges::min_element(values_of(block));
  if (least != values_of(block).end() && *least < 0)
    throw Error(model.where, "{} holds {}, but no variance is below 0; the file is damaged, train it again", name,
                *least);
}

[[noreturn]] void is_no_checkpoint(const ModelContent& model, const char* lacking) {
  throw Error(model.where, "has no {}: it is a model, not a checkpoint; save checkpoints with --checkpoint", lacking);
}

Experiment experiment_in(const NpyArray& array, const std::string& file) {
  try {
    return parse_experiment(array.text);
  } catch (const Error& error) {
    throw Error(file, "the experiment inside is not right: {}", error.what());
  }
}

void check_normalization(const Normalization& found, const std::string& file) {
  const bool right = found.mean.size() == found.deviation.size() && !found.mean.empty() && are_finite(found.mean) &&
                     are_finite(found.deviation) &&
                     std::all_of(found.deviation.begin(), found.deviation.end(), [](float v) { return v > 0; });
  if (!right) throw Error(file, "{} and {} do not belong together; save the model again", mean_name, deviation_name);
}

StoredArray stored(std::string name, const NpyArray& array) {
  if (array.is_text) return {std::move(name), array.shape, nullptr};
  Block block(Shape{std::ssize(array.values)});
  std::copy(array.values.begin(), array.values.end(), block.data());
  return {std::move(name), array.shape, std::make_shared<const Block>(std::move(block))};
}

[[noreturn]] void has_no_experiment(const ModelContent& model) {
  throw Error(model.where,
              "has no experiment inside; save the model with Saddle, or add its JSON under \"experiment\"");
}

NpyArray text_in(const NpzReader& file, const char* name, const std::string& where) {
  constexpr uint64_t largest_text = 64 << 20;
  if (file.bytes(name) > largest_text)
    throw Error(where, "{} unpacks to {} bytes, which no {} has; the file is damaged", name, file.bytes(name), name);
  return file.read(name);
}

// What a model's file may hold for its network. Other arrays are nobody's business and are not unpacked, and those that
// are too large for what they belong to are refused before they take memory: a gigabyte of zeros packs into a megabyte.
class ArraySizes {
 public:
  explicit ArraySizes(const ModelContent& model) : where_(model.where) {
    const std::vector<Node>& network = model.experiment.network;
    const Shape sample = (model.sample ? *model.sample : catalog::sample_info(model.experiment.data)).shape;
    const Plan planned = sample.rank() > 0 ? plan(network, sample) : Plan();
    const std::vector<std::string> names = names_of(network);
    for (size_t i = 0; i < names.size(); ++i) {
      const Plan::Step* step = planned.step_of(NodeIndex(i));
      numbers_[names[i]] = step ? step->parameters : -1;
    }
  }

  bool knows(std::string_view array) const { return numbers_.contains(node_of(array)); }
  void check(std::string_view array, uint64_t bytes) const {
    constexpr uint64_t header = 1 << 16, widest = 8;
    const int64_t numbers = numbers_.find(node_of(array))->second;
    if (numbers < 0 || bytes <= header + widest * static_cast<uint64_t>(numbers)) return;
    throw Error(where_,
                "{} unpacks to {} bytes, but the layer has only {} parameters; it was saved from another network",
                array, bytes, numbers);
  }

 private:
  // "conv2d_1" of "conv2d_1/weight" and of "optimizer/m/conv2d_1/weight".
  static std::string_view node_of(std::string_view array) {
    constexpr std::string_view optimizer = "optimizer/";
    if (array.starts_with(optimizer)) {
      array.remove_prefix(optimizer.size());
      array.remove_prefix(std::min(array.size(), array.find('/') + 1));
    }
    return array.substr(0, array.rfind('/'));
  }

  const std::string& where_;
  std::map<std::string, int64_t, std::less<>> numbers_;  // by the names of nodes; -1: nobody knows
};

// -1 where it has no single whole number of this name.
int64_t whole_in(const NpzReader& file, const char* name) {
  if (!file.has(name)) return -1;
  const NpyArray array = file.read(name);
  const bool whole = array.shape.empty() && (array.kind.starts_with('i') || array.kind.starts_with('u'));
  return whole ? std::max<int64_t>(array.whole, -1) : -1;
}

}  // namespace

ModelContent read_model(const std::filesystem::path& file) {
  const NpzReader reader(file);
  ModelContent model{.where = file.string()};
  if (!reader.has(experiment_name)) has_no_experiment(model);
  const NpyArray experiment = text_in(reader, experiment_name, model.where);
  if (!experiment.is_text) has_no_experiment(model);
  model.experiment = experiment_in(experiment, model.where);
  if (reader.has(sample_name)) {
    const NpyArray sample = text_in(reader, sample_name, model.where);
    if (sample.is_text) model.sample = sample_of_json(sample.text, model.where);
  }
  if (reader.has(steps_name)) {
    model.progress = {.steps = whole_in(reader, steps_name),
                      .optimizer_steps = whole_in(reader, optimizer_steps_name),
                      .seed = whole_in(reader, seed_name)};
  }
  if (reader.has(mean_name) && reader.has(deviation_name)) {
    model.normalization = {.mean = reader.read(mean_name).values, .deviation = reader.read(deviation_name).values};
    check_normalization(model.normalization, model.where);
  }
  const ArraySizes sizes(model);
  for (std::string& name : reader.names()) {
    if (!sizes.knows(name)) continue;
    sizes.check(name, reader.bytes(name));
    const NpyArray array = reader.read(name);
    model.arrays.push_back(stored(std::move(name), array));
  }
  model.tape = read_tape(reader, model);
  return model;
}

void write_model(const std::filesystem::path& file, const ModelContent& model) {
  NpzWriter writer;
  for (const StoredArray& array : model.arrays) {
    if (!array.values) continue;
    if (!are_finite(values_of(*array.values)))
      throw Error(file.string(),
                  "is not written: {} holds values that are not finite; train it again with a smaller learning rate",
                  array.name);
    writer.add(array.name, array.shape, values_of(*array.values));
  }
  if (model.normalization) {
    const std::vector<int64_t> shape = {std::ssize(model.normalization.mean)};
    writer.add(mean_name, shape, model.normalization.mean);
    writer.add(deviation_name, shape, model.normalization.deviation);
  }
  if (model.progress) {
    writer.add_whole(optimizer_steps_name, model.progress->optimizer_steps);
    writer.add_whole(steps_name, model.progress->steps);
    writer.add_whole(seed_name, model.progress->seed);
  }
  if (model.tape) write_tape(writer, *model.tape);
  if (model.sample) writer.add_text(sample_name, sample_to_json(*model.sample));
  writer.add_text(experiment_name, to_json(model.experiment));
  save_atomically(file, writer.finish());
}

std::vector<StoredArray> arrays_of(const Moment& moment, const Network<float>& network,
                                   const Optimizer<float>* optimizer) {
  std::vector<StoredArray> arrays;
  const auto add = [&](const std::vector<std::string>& names, const std::vector<BlockPointer>& blocks) {
    for (size_t i = 0; i < blocks.size(); ++i) arrays.push_back({names[i], extents_of(blocks[i]->shape()), blocks[i]});
  };
  add(network.param_names(), moment.parameters);
  if (optimizer) add(state_names(network.param_names(), *optimizer), moment.state);
  return arrays;
}

Moment parameters_of(const ModelContent& model, const Network<float>& network) {
  Moment moment;
  for (size_t i = 0; i < network.params().size(); ++i) {
    const ParamSpec& spec = network.params()[i]->spec;
    BlockPointer block = fitting(model, network.param_names()[i], spec.shape);
    if (spec.role == Role::statistic && spec.name.ends_with("_var"))
      check_variance(model, network.param_names()[i], *block);
    moment.parameters.push_back(std::move(block));
  }
  return moment;
}

Moment checkpoint_of(const ModelContent& model, const Network<float>& network, const Optimizer<float>& optimizer,
                     const std::string& optimizer_type) {
  if (!model.progress || model.progress->steps < 0) is_no_checkpoint(model, steps_name);
  // Two optimizers may call different things by the same name.
  const std::string& saved_with = model.experiment.optimizer.type;
  if (saved_with != optimizer_type) {
    throw Error(model.where, "was saved with the optimizer {}, not {}; go on with that, or begin with a model",
                saved_with, optimizer_type);
  }
  Moment moment = parameters_of(model, network);
  const std::vector<std::string> names = state_names(network.param_names(), optimizer);
  const size_t kinds = optimizer.state_names().size();
  for (size_t i = 0; i < names.size(); ++i)
    moment.state.push_back(fitting(model, names[i], network.params()[i / kinds]->value.shape()));
  if (model.progress->optimizer_steps < 0) is_no_checkpoint(model, optimizer_steps_name);
  moment.optimizer_steps = model.progress->optimizer_steps;
  moment.step = model.progress->steps;
  return moment;
}

}  // namespace saddle
