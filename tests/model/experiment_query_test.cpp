#include <algorithm>

#include <gtest/gtest.h>

#include "model/experiment_paths.h"
#include "saddle/experiment_file.h"
#include "saddle/query.h"

namespace saddle {
namespace {

std::vector<Preset> all_presets() { return presets_in(SADDLE_ASSETS "/presets"); }

// What value_at() knows and assign() does not take.
bool for_reading_alone(const std::string& path) {
  return path == "network.size" || path.starts_with("loss.") ||
         (path.starts_with("network[") && (path.ends_with("].type") || path.ends_with("].name")));
}

// A value that the row takes and that is not this one; none where there is no other.
std::optional<Value> another(const Value& value, const Property& row) {
  if (const bool* truth = std::get_if<bool>(&value)) return !*truth;
  for (const std::string_view choice : row.choices) {
    if (value != Value(std::string(choice))) return std::string(choice);
  }
  if (!row.choices.empty()) return std::nullopt;
  if (std::holds_alternative<std::string>(row.fallback)) return std::get<std::string>(value) + "x";
  const double now = number_of(value), other = now == row.min ? row.max : row.min;
  if (std::holds_alternative<int>(row.fallback)) return static_cast<int>(other);
  return other;
}

const Property* row_of(const Experiment& experiment, const std::string& path) {
  const size_t dot = path.rfind('.');
  if (dot == path.npos) return nullptr;
  const std::string parent = path.substr(0, dot), key = path.substr(dot + 1);
  if (parent == "data") return find(catalog::get(catalog::datasets(), experiment.data.type, "").properties, key);
  if (parent == "data.augment") return find(augmentation_table(), key);
  if (parent == "training") return find(training_table(), key);
  if (parent == "optimizer")
    return find(catalog::get(catalog::optimizers(), experiment.optimizer.type, "").properties, key);
  const Node& node = experiment.network.at(std::stoul(parent.substr(8)));
  return find(catalog::get(catalog::layers(), node.type, "").properties, key);
}

TEST(ValueAt, AssigningWhatIsThereChangesNothingAtAnyPathOfAnyPreset) {
  for (const Preset& preset : all_presets()) {
    for (const std::string& path : paths_of(preset.experiment)) {
      const Value value = value_at(preset.experiment, path);
      if (for_reading_alone(path)) continue;
      Experiment same = preset.experiment;
      assign(same, path, value);
      EXPECT_EQ(to_json(same), to_json(preset.experiment)) << preset.name << ", " << path;
    }
  }
}

TEST(ValueAt, ReturnsWhatWasAssignedAtAnyPathOfAnyPreset) {
  for (const Preset& preset : all_presets()) {
    for (const std::string& path : paths_of(preset.experiment)) {
      if (for_reading_alone(path) || path == "name" || path == "loss") continue;
      const Property* row = row_of(preset.experiment, path);
      if (!row) {
        EXPECT_TRUE(path == "data.set" || path == "optimizer.type") << path;
        continue;
      }
      Experiment changed = preset.experiment;
      const auto value = another(value_at(changed, path), *row);
      if (!value) continue;
      assign(changed, path, *value);
      EXPECT_EQ(value_at(changed, path), *value) << preset.name << ", " << path;
      EXPECT_EQ(value_at(parse_experiment(to_json(changed)), path), *value) << preset.name << ", " << path;
    }
  }
}

TEST(ValueAt, KnowsTypesNamesAndDefaults) {
  Experiment experiment;
  experiment.name = "mine";
  experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 7}}},
                        {.name = "bend", .type = "relu"},
                        {.name = {}, .type = "dense"}};
  experiment.optimizer = {"sgd", {{"learning_rate", 0.5}}};
  EXPECT_EQ(value_at(experiment, "name"), Value("mine"));
  EXPECT_EQ(value_at(experiment, "network.size"), Value(3));
  EXPECT_EQ(value_at(experiment, "network[0].units"), Value(7));
  EXPECT_EQ(value_at(experiment, "network[0].init"), Value("he"));
  EXPECT_EQ(value_at(experiment, "network[1].type"), Value("relu"));
  EXPECT_EQ(value_at(experiment, "network[1].name"), Value("bend"));
  EXPECT_EQ(value_at(experiment, "network[2].name"), Value("dense_2"));
  EXPECT_EQ(value_at(experiment, "loss"), Value("softmax_cross_entropy"));
  EXPECT_EQ(value_at(experiment, "optimizer.type"), Value("sgd"));
  EXPECT_EQ(value_at(experiment, "optimizer.learning_rate"), Value(0.5));
  EXPECT_EQ(value_at(experiment, "data.set"), Value("procedural_digits"));
  EXPECT_EQ(value_at(experiment, "training.batch_size"), Value(100));
}

TEST(ValueAt, NamesTheNearestPathWhereThereIsNone) {
  Experiment experiment;
  experiment.network = {{.name = {}, .type = "dense"}};
  const auto message = [&](const std::string& path) -> std::string {
    try {
      value_at(experiment, path);
    } catch (const Error& error) {
      EXPECT_EQ(error.issue().where, path);
      return error.what();
    }
    return "nothing was thrown";
  };
  EXPECT_EQ(message("optimizer.lerning_rate"),
            "optimizer.lerning_rate: there is no such value; did you mean optimizer.learning_rate?");
  EXPECT_EQ(message("network[0].unit"), "network[0].unit: there is no such value; did you mean network[0].units?");
  EXPECT_EQ(message("network[1].units"), "network[1].units: there is no such value; did you mean network[0].units?");
  for (const char* odd : {"", ".", "network[", "network[].units", "network[0", "network[-1].units", "training."})
    EXPECT_NE(message(odd).find("there is no such value"), std::string::npos) << odd;
}

}  // namespace
}  // namespace saddle
