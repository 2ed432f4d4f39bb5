#include "shell/train_command.h"

#include <algorithm>

#include <fmt/format.h>

#include "saddle/catalog.h"
#include "saddle/essence.h"

namespace saddle::app {
namespace {

struct Setting {
  std::string path;
  Value value;
};
using TrainSettings = std::vector<Setting>;

// The rows whose values differ.
void differences(const Properties& from, const Properties& to, const Table& table, const std::string& where,
                 TrainSettings& settings) {
  for (const Property& row : table) {
    const Value value = value_of(to, row);
    if (value_of(from, row) != value) settings.push_back({where + "." + std::string(row.name), value});
  }
}

void differences(const Choice& from, const Choice& to, const std::vector<Entry>& entries, const std::string& where,
                 const std::string& type_key, TrainSettings& settings) {
  const Entry* entry = catalog::find(entries, to.type);
  if (!entry) return;
  if (from.type != to.type) settings.push_back({where + "." + type_key, to.type});
  // assign() keeps what the new type has too, and so do these.
  Properties kept = from.properties;
  if (from.type != to.type)
    std::erase_if(kept, [&](const auto& property) { return !find(entry->properties, property.first); });
  differences(kept, to.properties, entry->properties, where, settings);
}

TrainSettings settings_between(const Experiment& from, const Experiment& to) {
  TrainSettings settings;
  differences(from.data, to.data, catalog::datasets(), "data", "set", settings);
  differences(from.augmentation, to.augmentation, augmentation_table(), "data.augment", settings);
  for (size_t i = 0; i < std::min(from.network.size(), to.network.size()); ++i) {
    if (const Entry* entry = catalog::find(catalog::layers(), to.network[i].type))
      differences(from.network[i].properties, to.network[i].properties, entry->properties,
                  "network[" + std::to_string(i) + "]", settings);
  }
  if (from.loss.type != to.loss.type) settings.push_back({"loss", to.loss.type});
  differences(from.optimizer, to.optimizer, catalog::optimizers(), "optimizer", "type", settings);
  differences(from.training, to.training, training_table(), "training", settings);
  return settings;
}

std::string with_data(const std::string& directory) {
  return directory.empty() ? std::string() : " --data " + shell_word(directory);
}

}  // namespace

std::string shell_word(const std::string& text) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("_-./=:,+@%").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::ranges::all_of(text, plain)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

std::optional<std::string> train_command(const Experiment& experiment, const std::vector<Preset>& presets,
                                         const std::string& preset, const std::string& data_directory) {
  const auto found = std::ranges::find(presets, preset, &Preset::name);
  if (found == presets.end()) return std::nullopt;
  Experiment rebuilt = found->experiment;
  std::string command = "saddle train " + shell_word(preset);
  try {
    for (const auto& [path, value] : settings_between(rebuilt, experiment)) {
      const std::string text = to_text(value);
      assign(rebuilt, path, parse_value(text));
      command += " --set " + shell_word(path + "=" + text);
    }
  } catch (const Error&) {
    return std::nullopt;
  }
  if (!same_essence(rebuilt, experiment)) return std::nullopt;
  return command + with_data(data_directory);
}

std::optional<std::string> sweep_command(const Study& study, const std::vector<Preset>& presets,
                                         const std::string& preset, const std::string& data_directory) {
  const std::string train = "saddle train";
  const auto of_base = train_command(study.base, presets, preset, {});
  if (!of_base) return std::nullopt;
  std::string command = "saddle sweep" + of_base->substr(train.size());
  for (const Axis& axis : study.axes) {
    std::string text = axis.path + "=";
    for (size_t i = 0; i < axis.values.size(); ++i) text += (i ? "," : "") + to_text(axis.values[i]);
    if (parse_axis(text, {}) != axis) return std::nullopt;
    command += " --vary " + shell_word(text);
  }
  command += " --seeds " + std::to_string(study.seeds);
  if (!study.paired) command += " --unpaired";
  if (study.steps > 0) command += " --steps " + std::to_string(study.steps);
  if (!study.metric.empty()) command += " --metric " + study.metric;
  return command + with_data(data_directory);
}

std::string sweep_command_of_file(const std::string& file, const std::string& data_directory) {
  return "saddle sweep " + shell_word(file) + with_data(data_directory);
}

std::string train_command_of_file(const std::string& file, const std::string& data_directory) {
  return "saddle train " + shell_word(file) + with_data(data_directory);
}

}  // namespace saddle::app
