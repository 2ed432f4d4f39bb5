#include "saddle/own_data.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "io/npz.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/text_file.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

std::string ending_of(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return ending;
}

bool is_table(const fs::path& path) {
  const auto endings = table_endings();
  return std::find(endings.begin(), endings.end(), ending_of(path)) != endings.end();
}

// A model has its experiment in it, and arrays of layers ("dense_1/weight").
bool holds_arrays(const fs::path& path) {
  try {
    const NpzReader reader(path);
    const std::vector<std::string> names = reader.names();
    return !reader.has("experiment") && !names.empty() &&
           std::ranges::none_of(names, [](const std::string& name) { return name.find('/') != name.npos; });
  } catch (const Error&) {
    return false;  // whoever reads it as a model says what is wrong
  }
}

Node layer(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .inputs = {}, .properties = std::move(properties)};
}

// What is known of the data, by loading them where looking is not enough.
catalog::SampleInfo learned_info(const Choice& data) {
  catalog::SampleInfo info = catalog::sample_info(data);
  if (info.issue || (info.shape.rank() > 0 && (info.outputs > 0 || !info.classes.empty()))) return info;
  try {
    const auto dataset = load_dataset(data);
    return {dataset->sample, dataset->classes, dataset->per_pixel, dataset->outputs};
  } catch (const Error& error) {
    info.issue = error.issue();
    return info;
  }
}

bool are_numbers(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return !name.empty() && name.find_first_not_of("-0123456789") == name.npos;
  });
}

Choice choice_for(const fs::path& path) {
  const std::string whole = fs::absolute(path).lexically_normal().string();
  if (fs::is_directory(path)) return {"image_folder", {{"path", whole}}};
  if (ending_of(path) == ".npz") return {"npz", {{"path", whole}}};
  return {"csv", {{"path", whole}, {"normalize", "standardize"}}};
}

}  // namespace

std::span<const std::string_view> table_endings() {
  static constexpr std::array<std::string_view, 7> endings = {".csv", ".tsv", ".tab", ".txt", ".dat", ".data", ".psv"};
  return endings;
}

bool is_own_data(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return true;
  if (!fs::is_regular_file(path, error)) return false;
  return ending_of(path) == ".npz" ? holds_arrays(path) : is_table(path);
}

std::vector<Node> small_network_for(const catalog::SampleInfo& info) {
  const int outputs = std::max(1, static_cast<int>(info.outputs > 0 ? info.outputs : std::ssize(info.classes)));
  std::vector<Node> network;
  if (info.shape.rank() == 3) {
    int64_t side = std::min(info.shape[1], info.shape[2]);
    for (const int filters : {16, 32}) {
      network.push_back(layer("conv2d", {{"filters", filters}, {"kernel", 3}, {"padding", 1}}));
      network.push_back(layer("relu"));
      if (info.per_pixel || side < 4) continue;
      network.push_back(layer("max_pool2d", {{"kernel", 2}, {"stride", 2}}));
      side /= 2;
    }
    if (info.per_pixel) {
      network.push_back(layer("conv2d", {{"filters", outputs}, {"kernel", 1}}));
      return network;
    }
  }
  network.push_back(layer("dense", {{"units", info.shape.rank() == 3 ? 64 : 32}}));
  network.push_back(layer("relu"));
  network.push_back(layer("dense", {{"units", outputs}}));
  return network;
}

Experiment experiment_for(const fs::path& path) {
  Experiment made;
  const fs::path named = path.has_filename() ? path : path.parent_path();
  made.name = readable_name(named.stem().string());
  made.data = choice_for(path);
  Choice probe = made.data;
  // Rows that lack a value do not keep it from being known what they are rows of.
  if (probe.type == "csv") probe.properties["missing"] = "drop";
  catalog::SampleInfo info = learned_info(probe);
  constexpr size_t most_classes = 20;
  const bool counts = probe.type == "csv" && info.classes.size() > most_classes && are_numbers(info.classes);
  if (counts || (info.issue && info.issue->where == "data.task")) {
    probe.properties["task"] = made.data.properties["task"] = "regression";
    made.loss = {"mean_squared_error"};
    info = learned_info(probe);
  }
  if (info.issue) throw Error(*info.issue);
  made.network = small_network_for(info);
  made.training = {{"batch_size", 32}, {"epochs", info.shape.rank() == 3 ? 20 : 50}};
  return made;
}

Issue note_of_made(const fs::path& path, const Experiment& made) {
  std::string layers;
  for (const Node& node : made.network) {
    if (!layers.empty()) layers += ", ";
    layers += node.type;
    for (const char* size : {"units", "filters"}) {
      if (const auto found = node.properties.find(size); found != node.properties.end())
        layers.append(" ").append(to_text(found->second));
    }
  }
  return make_issue(readable_name(path.string()),
                    "holds data, so an experiment was made for it: set {}, layers {}, loss {}, optimizer {}",
                    made.data.type, layers, made.loss.type, made.optimizer.type);
}

}  // namespace saddle
