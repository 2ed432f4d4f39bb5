#include <algorithm>

#include <nlohmann/json.hpp>

#include "io/file_bytes.h"
#include "model/json_value.h"
#include "saddle/experiment_file.h"
#include "saddle/study.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint64_t largest_study = 16 << 20;

Axis axis_of(const std::string& path, const Json& json) {
  const std::string where = "vary." + path;
  if (!json.is_array() || json.empty()) throw Error(where, "expected a list of values, got {}", json.dump());
  Axis axis{.path = path, .values = {}};
  for (const Json& value : json) axis.values.push_back(value_of_json(value, where));
  return axis;
}

int64_t whole_number(const Json& json, const std::string& where) {
  if (!json.is_number_integer() || json.get<double>() < 1 || json.get<double>() > 2e9)
    throw Error(where, "expected a positive whole number, got {}", json.dump());
  return json.get<int64_t>();
}

// Takes the key out of the object; null where it is not there.
Json taken(Json& json, const char* key) {
  Json value;
  if (const auto found = json.find(key); found != json.end()) {
    value = *found;
    json.erase(found);
  }
  return value;
}

}  // namespace

Study parse_study(const std::string& text, const std::string& where) {
  Json json = parse_json(text, where);
  if (!json.is_object() || !json.contains("vary")) return {.base = parse_experiment(text, where)};
  const Json vary = taken(json, "vary"), seeds = taken(json, "seeds"), paired = taken(json, "paired"),
             steps = taken(json, "steps"), metric = taken(json, "metric");
  Study study{.base = parse_experiment(json.dump(), where)};
  if (!vary.is_object()) throw Error("vary", "expected an object of lists by path, got {}", vary.dump());
  for (const auto& [path, values] : vary.items()) study.axes.push_back(axis_of(path, values));
  if (!seeds.is_null()) study.seeds = static_cast<int>(whole_number(seeds, "seeds"));
  if (!steps.is_null()) study.steps = whole_number(steps, "steps");
  if (!paired.is_null()) {
    if (!paired.is_boolean()) throw Error("paired", "expected true or false, got {}", paired.dump());
    study.paired = paired.get<bool>();
  }
  if (!metric.is_null()) {
    if (!metric.is_string()) throw Error("metric", "expected text, got {}", metric.dump());
    study.metric = metric.get<std::string>();
  }
  return study;
}

std::string to_json(const Study& study) {
  std::string lines = "  \"vary\": {";
  for (size_t i = 0; i < study.axes.size(); ++i) {
    Json values = Json::array();
    for (const Value& value : study.axes[i].values) values.push_back(json_of_value(value));
    lines += (i ? ",\n    " : "\n    ") + Json(study.axes[i].path).dump() + ": " + values.dump();
  }
  lines += "\n  }";
  if (study.seeds != 1) lines += ",\n  \"seeds\": " + std::to_string(study.seeds);
  if (!study.paired) lines += ",\n  \"paired\": false";
  if (study.steps > 0) lines += ",\n  \"steps\": " + std::to_string(study.steps);
  if (!study.metric.empty()) lines += ",\n  \"metric\": " + Json(study.metric).dump();
  std::string text = to_json(study.base);
  return text.substr(0, text.rfind("\n}")) + ",\n" + lines + "\n}\n";
}

Study study_from(const std::string& name, const std::filesystem::path& presets) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) return {.base = preset_or_file(name, presets)};
  try {
    return parse_study(read_file(name, largest_study));
  } catch (const Error& fault) {
    if (fault.issue().where == name) throw;
    Issue issue = fault.issue();
    issue.where = name + (issue.where.empty() ? "" : ": " + issue.where);
    throw Error(std::move(issue));
  }
}

}  // namespace saddle
