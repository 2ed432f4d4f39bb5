#include <algorithm>

#include "model/experiment_paths.h"
#include "model/path.h"
#include "saddle/catalog.h"
#include "saddle/query.h"

namespace saddle {
namespace {

// A choice out of a catalog as paths name it: "data" with the type under "set".
struct Section {
  std::string name, type_key;
  const Choice& choice;
  const std::vector<Entry>& entries;
};

std::vector<Section> sections_of(const Experiment& experiment) {
  return {{"data", "set", experiment.data, catalog::datasets()},
          {"loss", "type", experiment.loss, catalog::losses()},
          {"optimizer", "type", experiment.optimizer, catalog::optimizers()}};
}

const Table& table_named(const std::vector<Entry>& entries, std::string_view type) {
  static const Table none;
  const Entry* entry = catalog::find(entries, type);
  return entry ? entry->properties : none;
}

std::optional<Value> find_in(const Properties& properties, const Table& table, std::string_view key) {
  const Property* row = find(table, key);
  return row ? std::optional(value_of(properties, *row)) : std::nullopt;
}

std::optional<Value> find_in_layer(const Experiment& experiment, const LayerPath& path) {
  if (path.layer >= experiment.network.size()) return std::nullopt;
  const Node& node = experiment.network[path.layer];
  if (path.key == "type") return node.type;
  if (path.key == "name") return names_of(experiment.network)[path.layer];
  return find_in(node.properties, table_named(catalog::layers(), node.type), path.key);
}

}  // namespace

std::optional<Value> find_value(const Experiment& experiment, std::string_view path) {
  if (path == "name") return experiment.name;
  if (path == "loss") return experiment.loss.type;
  if (path == "network.size") return static_cast<int>(experiment.network.size());
  if (const auto layer = layer_path(path)) return find_in_layer(experiment, *layer);
  const size_t dot = path.rfind('.');
  if (dot == path.npos) return std::nullopt;
  const std::string_view parent = path.substr(0, dot), key = path.substr(dot + 1);
  if (parent == "data.augment") return find_in(experiment.augmentation, augmentation_table(), key);
  if (parent == "training") return find_in(experiment.training, training_table(), key);
  for (const Section& section : sections_of(experiment)) {
    if (parent != section.name) continue;
    if (key == section.type_key) return section.choice.type;
    return find_in(section.choice.properties, table_named(section.entries, section.choice.type), key);
  }
  return std::nullopt;
}

std::vector<std::string> paths_of(const Experiment& experiment) {
  std::vector<std::string> paths = {"name", "loss", "network.size"};
  const auto add = [&](const std::string& parent, const Table& table) {
    for (const Property& row : table) paths.push_back(parent + "." + std::string(row.name));
  };
  for (const Section& section : sections_of(experiment)) {
    paths.push_back(section.name + "." + section.type_key);
    add(section.name, table_named(section.entries, section.choice.type));
  }
  add("data.augment", augmentation_table());
  add("training", training_table());
  for (size_t i = 0; i < experiment.network.size(); ++i) {
    const std::string layer = "network[" + std::to_string(i) + "]";
    paths.insert(paths.end(), {layer + ".type", layer + ".name"});
    add(layer, table_named(catalog::layers(), experiment.network[i].type));
  }
  return paths;
}

Value value_at(const Experiment& experiment, std::string_view path) {
  if (auto value = find_value(experiment, path)) return *std::move(value);
  throw_unknown_path(path, paths_of(experiment));
}

}  // namespace saddle
