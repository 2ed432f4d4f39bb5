#include "io/model_file.h"

#include <algorithm>
#include <cmath>

#include "io/atomic_file.h"
#include "io/npz.h"
#include "saddle/experiment_file.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr const char* experiment_name = "experiment";

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

}  // namespace

void write_model(const std::filesystem::path& file, const Experiment& experiment, std::span<Param<float>* const> params,
                 const std::vector<std::string>& names) {
  NpzWriter writer;
  for (size_t i = 0; i < params.size(); ++i) {
    const Tensor<float>& value = params[i]->value;
    writer.add(names[i], extents_of(value.shape()), {value.data(), static_cast<size_t>(value.size())});
  }
  writer.add_text(experiment_name, to_json(experiment));
  save_atomically(file, writer.finish());
}

void read_model(const std::filesystem::path& file, std::span<Param<float>* const> params,
                const std::vector<std::string>& names) {
  const auto arrays = read_npz(file);
  for (size_t i = 0; i < params.size(); ++i) {
    const auto found = arrays.find(names[i]);
    if (found == arrays.end())
      throw Error(file.string(), "has no array {}; it was saved from another network", names[i]);
    const auto wanted = extents_of(params[i]->value.shape());
    if (found->second.shape != wanted) {
      throw Error(file.string(), "{} has the shape {}, but the network needs {}; it was saved from another network",
                  names[i], text_of(found->second.shape), text_of(wanted));
    }
    const auto& values = found->second.values;
    if (static_cast<int64_t>(values.size()) != params[i]->value.size())
      throw Error(file.string(), "{} holds text instead of numbers", names[i]);
    if (!std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); })) {
      throw Error(file.string(), "{} holds values that are not finite; train it again with a smaller learning rate",
                  names[i]);
    }
  }
  for (size_t i = 0; i < params.size(); ++i) {
    const auto& values = arrays.find(names[i])->second.values;
    std::copy(values.begin(), values.end(), params[i]->value.data());
  }
}

Experiment experiment_of_model(const std::filesystem::path& file) {
  const auto arrays = read_npz(file);
  const auto found = arrays.find(experiment_name);
  if (found == arrays.end() || !found->second.is_text) {
    throw Error(file.string(),
                "has no experiment inside; save the model with Saddle, or add its JSON under \"experiment\"");
  }
  try {
    return parse_experiment(found->second.text);
  } catch (const Error& error) {
    throw Error(file.string(), "the experiment inside is not right: {}", error.what());
  }
}

}  // namespace saddle
