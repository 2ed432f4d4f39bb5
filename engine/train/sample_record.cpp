#include "train/sample_record.h"

#include <nlohmann/json.hpp>

#include "model/dataset_type.h"
#include "model/type_named.h"

namespace saddle {
namespace {

constexpr int64_t largest_sample = 1'000'000'000;  // in numbers

Shape shape_of(const nlohmann::json& extents) {
  if (!extents.is_array() || (extents.size() != 1 && extents.size() != 3))
    throw std::invalid_argument("a sample has one extent or three");
  int64_t left = largest_sample;
  for (const nlohmann::json& extent : extents) {
    if (!extent.is_number_integer() || extent.get<int64_t>() < 1 || extent.get<int64_t>() > left)
      throw std::invalid_argument("an extent is a positive whole number");
    left /= extent.get<int64_t>();
  }
  if (extents.size() == 1) return {extents[0].get<int64_t>()};
  return {extents[0].get<int64_t>(), extents[1].get<int64_t>(), extents[2].get<int64_t>()};
}

}  // namespace

std::string sample_to_json(const catalog::SampleInfo& sample) {
  nlohmann::ordered_json json{{"shape", nlohmann::ordered_json::array()},
                              {"classes", sample.classes},
                              {"per_pixel", sample.per_pixel},
                              {"outputs", sample.outputs}};
  for (int axis = 0; axis < sample.shape.rank(); ++axis) json["shape"].push_back(sample.shape[axis]);
  if (!sample.features.empty()) json["features"] = sample.features;
  // Names of classes may come from folders or tables that are not UTF-8.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

catalog::SampleInfo sample_of_json(const std::string& text, const std::string& file) {
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    catalog::SampleInfo sample{.shape = shape_of(json.at("shape")),
                               .classes = json.at("classes").get<std::vector<std::string>>(),
                               .per_pixel = json.at("per_pixel").get<bool>(),
                               .outputs = json.at("outputs").get<int64_t>(),
                               .features = json.value("features", std::vector<std::string>())};
    if (!sample.features.empty() && (sample.shape.rank() != 1 || std::ssize(sample.features) != sample.shape[0]))
      throw std::invalid_argument("each feature has a name, or none has");
    if (sample.classes.empty() == (sample.outputs < 1) || (sample.per_pixel && sample.shape.rank() != 3))
      throw std::invalid_argument("samples have classes or outputs");
    return sample;
  } catch (const std::exception&) {
    throw Error(file, "what it says of its samples is not right; save the model again");
  }
}

catalog::SampleInfo sample_of(const Dataset& dataset) {
  return {.shape = dataset.sample,
          .classes = dataset.classes,
          .per_pixel = dataset.per_pixel,
          .outputs = dataset.outputs,
          .features = dataset.features};
}

std::optional<catalog::SampleInfo> sample_to_store(const Choice& data, const Dataset& dataset) {
  const bool known = catalog::find(catalog::datasets(), data.type);
  if (!known || !type_named(datasets::all(), data.type).source) return std::nullopt;
  return sample_of(dataset);
}

}  // namespace saddle
