#include "saddle/experiment_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "io/atomic_file.h"
#include "io/file_bytes.h"
#include "io/foreign_file.h"
#include "model/experiment_name.h"
#include "model/json_value.h"
#include "saddle/catalog.h"
#include "saddle/fault.h"
#include "saddle/limits.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;

constexpr uint64_t largest_experiment = 16 << 20;
constexpr int format_version = 1;

std::string joined(const std::string& where, const std::string& name) {
  return where.empty() ? name : where + "." + name;
}

const Json& object_at(const Json& json, const std::string& where) {
  if (!json.is_object()) throw Error(where, "expected an object, got {}", kind_of_json(json));
  return json;
}

std::string text_at(const Json& json, const std::string& where) {
  if (!json.is_string()) throw Error(where, "expected text, got {}", kind_of_json(json));
  return json.get<std::string>();
}

// The keys of an object as properties; those in `taken` are read elsewhere.
Properties properties_of(const Json& json, const std::string& where, const std::vector<std::string>& taken,
                         const Table& table) {
  Properties properties;
  for (const auto& [name, value] : json.items()) {
    if (std::find(taken.begin(), taken.end(), name) == taken.end())
      properties.emplace(name, value_of_json(value, joined(where, name)));
  }
  if (const auto issues = check(properties, table, where); !issues.empty()) throw Error(issues.front());
  Properties kept;
  for (const auto& [name, value] : properties) {
    const Property& row = *find(table, name);
    set(kept, row, std::get<Value>(checked(value, row, where)));
  }
  return kept;
}

Choice choice_of(const Json& json, const std::vector<Entry>& entries, const std::string& where,
                 const std::string& type_key, const std::vector<std::string>& taken = {}) {
  if (json.is_string()) return {std::string(catalog::get(entries, json.get<std::string>(), where).name)};
  object_at(json, where);
  if (!json.contains(type_key)) throw Error(joined(where, type_key), "is missing; say which one");
  Choice choice{text_at(json[type_key], joined(where, type_key))};
  std::vector<std::string> skipped = taken;
  skipped.push_back(type_key);
  choice.properties =
      properties_of(json, where, skipped, catalog::get(entries, choice.type, joined(where, type_key)).properties);
  return choice;
}

Node node_of(const Json& json, const std::string& where) {
  object_at(json, where);
  const Choice choice = choice_of(json, catalog::layers(), where, "type", {"name", "inputs"});
  Node node{.name = {}, .type = choice.type, .inputs = {}, .properties = choice.properties};
  if (json.contains("name")) node.name = text_at(json["name"], joined(where, "name"));
  if (!json.contains("inputs")) return node;
  const Json& inputs = json["inputs"];
  if (!inputs.is_array() || inputs.empty())
    throw Error(joined(where, "inputs"), "expected a list of layer names, got {}", kind_of_json(inputs));
  for (size_t i = 0; i < inputs.size(); ++i) {
    node.inputs.push_back(text_at(inputs[i], joined(where, "inputs[" + std::to_string(i) + "]")));
  }
  return node;
}

double number_at(const Json& json, const std::string& key, const std::string& where) {
  if (!json.contains(key)) throw Error(joined(where, key), "is missing; it is a number");
  if (!json[key].is_number()) throw Error(joined(where, key), "expected a number, got {}", kind_of_json(json[key]));
  return json[key].get<double>();
}

Reference reference_of(const Json& json, const std::string& where) {
  object_at(json, where);
  for (const auto& [name, value] : json.items()) {
    if (name != "curve" && name != "step" && name != "value" && name != "tolerance")
      throw Error(joined(where, name), "unknown key; known here: curve, step, value, tolerance");
  }
  if (!json.contains("curve")) throw Error(joined(where, "curve"), "is missing; say which one");
  Reference reference{.curve = text_at(json["curve"], joined(where, "curve")),
                      .step = number_at(json, "step", where),
                      .value = number_at(json, "value", where)};
  const auto& curves = reference_curves();
  if (std::find(curves.begin(), curves.end(), reference.curve) == curves.end())
    throw Error(joined(where, "curve"), "there is no curve \"{}\"; there are {}", reference.curve,
                fmt::to_string(fmt::join(curves, ", ")));
  if (reference.step < 1) throw Error(joined(where, "step"), "expected a step of 1 or more, got {}", reference.step);
  // What a mini-batch's loss varies by when nothing better is known.
  constexpr double usual_tolerance = 0.1;
  reference.tolerance =
      json.contains("tolerance") ? number_at(json, "tolerance", where) : usual_tolerance * std::abs(reference.value);
  if (reference.tolerance < 0)
    throw Error(joined(where, "tolerance"), "expected a number of 0 or more, got {}", reference.tolerance);
  return reference;
}

std::vector<Node> network_of(const Json& json) {
  if (!json.is_array()) throw Error("network", "expected a list of layers, got {}", kind_of_json(json));
  if (json.size() > most_layers)
    throw Error("network", "has too many layers ({}; at most {}); make blocks of fewer", json.size(), most_layers);
  std::vector<Node> network;
  for (size_t i = 0; i < json.size(); ++i) network.push_back(node_of(json[i], "network[" + std::to_string(i) + "]"));
  return network;
}

Experiment experiment_of(const Json& json) {
  object_at(json, "");
  static const std::vector<std::string> known = {"saddle", "name",      "chapter",  "about",     "data", "network",
                                                 "loss",   "optimizer", "training", "reference", "fault"};
  for (const auto& [name, value] : json.items()) {
    if (name == "vary")
      throw Error(name, "makes this a study of many runs, not one experiment; saddle sweep trains it");
    if (name == "assignment")
      throw Error(name, "makes this an assignment, not an experiment; open it in the window with File, Open");
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw Error(name,
                  "unknown key; known here: saddle, name, chapter, about, data, network, loss, optimizer, training, "
                  "reference");
    }
  }
  if (!json.contains("saddle")) throw Error("saddle", "is missing; an experiment file begins with \"saddle\": 1");
  if (json["saddle"] != format_version) {
    throw Error("saddle", "expected format 1, got {}; a newer Saddle may be needed", kind_of_json(json["saddle"]));
  }
  Experiment experiment;
  for (const auto& [key, member] :
       {std::pair{"name", &experiment.name}, {"chapter", &experiment.chapter}, {"about", &experiment.about}}) {
    if (json.contains(key)) *member = text_at(json[key], key);
  }
  check_name(experiment.name, "name");
  if (json.contains("data")) {
    experiment.data = choice_of(json["data"], catalog::datasets(), "data", "set", {"augment"});
    if (json["data"].is_object() && json["data"].contains("augment")) {
      const Json& augment = object_at(json["data"]["augment"], "data.augment");
      experiment.augmentation = properties_of(augment, "data.augment", {}, augmentation_table());
    }
  }
  if (!json.contains("network")) throw Error("network", "is missing; list the layers");
  experiment.network = network_of(json["network"]);
  if (json.contains("loss")) experiment.loss = choice_of(json["loss"], catalog::losses(), "loss", "type");
  if (json.contains("optimizer"))
    experiment.optimizer = choice_of(json["optimizer"], catalog::optimizers(), "optimizer", "type");
  if (json.contains("training")) {
    experiment.training = properties_of(object_at(json["training"], "training"), "training", {}, training_table());
  }
  if (json.contains("fault")) experiment.fault = fault_named(text_at(json["fault"], "fault"), "fault").name;
  if (!json.contains("reference")) return experiment;
  if (!json["reference"].is_array())
    throw Error("reference", "expected a list of published figures, got {}", kind_of_json(json["reference"]));
  for (size_t i = 0; i < json["reference"].size(); ++i)
    experiment.reference.push_back(reference_of(json["reference"][i], "reference[" + std::to_string(i) + "]"));
  return experiment;
}

void write(Json& json, const Properties& properties) {
  for (const auto& [name, value] : properties) json[name] = json_of_value(value);
}

Json to_json(const Choice& choice, const std::string& type_key) {
  Json json{{type_key, choice.type}};
  write(json, choice.properties);
  return json;
}

Json to_json(const Node& node) {
  Json json{{"type", node.type}};
  if (!node.name.empty()) json["name"] = node.name;
  if (!node.inputs.empty()) json["inputs"] = node.inputs;
  write(json, node.properties);
  return json;
}

// One line for each layer, as people write it; `indent` before each.
std::string lines_of(const std::vector<Node>& network, const std::string& indent) {
  std::string lines;
  for (const Node& node : network) lines += (lines.empty() ? "\n" : ",\n") + indent + to_json(node).dump();
  return lines;
}

}  // namespace

Experiment parse_experiment(const std::string& text, const std::string& where) {
  return experiment_of(parse_json(text, where));
}

std::vector<Node> parse_layers(const std::string& text) {
  const Json json = parse_json(text, "");
  if (json.is_object() && json.contains("network")) return experiment_of(json).network;
  if (json.is_object()) return {node_of(json, "")};
  return network_of(json);
}

std::string layers_to_json(const std::vector<Node>& layers) { return "[" + lines_of(layers, "  ") + "\n]\n"; }

std::string to_json(const Experiment& experiment) {
  const auto line = [](const std::string& key, const Json& value) { return "  \"" + key + "\": " + value.dump(); };
  std::vector<std::string> lines = {line("saddle", format_version), line("name", experiment.name)};
  if (!experiment.chapter.empty()) lines.push_back(line("chapter", experiment.chapter));
  if (!experiment.about.empty()) lines.push_back(line("about", experiment.about));
  Json data = to_json(experiment.data, "set");
  if (!experiment.augmentation.empty()) write(data["augment"], experiment.augmentation);
  lines.push_back(line("data", data));
  lines.push_back("  \"network\": [" + lines_of(experiment.network, "    ") + "\n  ]");
  lines.push_back(
      line("loss", experiment.loss.properties.empty() ? Json(experiment.loss.type) : to_json(experiment.loss, "type")));
  lines.push_back(line("optimizer", to_json(experiment.optimizer, "type")));
  Json training = Json::object();
  write(training, experiment.training);
  lines.push_back(line("training", training));
  if (!experiment.fault.empty()) lines.push_back(line("fault", experiment.fault));
  std::string figures;
  for (const Reference& r : experiment.reference) {
    const Json figure{{"curve", r.curve}, {"step", r.step}, {"value", r.value}, {"tolerance", r.tolerance}};
    figures += (figures.empty() ? "\n    " : ",\n    ") + figure.dump();
  }
  if (!figures.empty()) lines.push_back("  \"reference\": [" + figures + "\n  ]");
  std::string text = "{";
  for (size_t i = 0; i < lines.size(); ++i) text += (i ? ",\n" : "\n") + lines[i];
  return text + "\n}\n";
}

Experiment load_experiment(const std::filesystem::path& file) {
  try {
    const std::string text = read_file(file, largest_experiment);
    if (const auto issue = foreign_file(file.string(), text)) throw Error(*issue);
    return parse_experiment(text);
  } catch (const Error& error) {
    if (error.issue().where == file.string()) throw;
    Issue issue = error.issue();
    issue.where = file.string() + (issue.where.empty() ? "" : ": " + issue.where);
    throw Error(issue);
  }
}

void save_experiment(const std::filesystem::path& file, const Experiment& experiment) {
  save_atomically(file, to_json(experiment));
}

Value parse_value(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  const char* end = text.data() + text.size();
  int whole = 0;
  if (const auto [stop, failure] = std::from_chars(text.data(), end, whole); failure == std::errc() && stop == end)
    return whole;
  double real = 0;
  if (const auto [stop, failure] = std::from_chars(text.data(), end, real); failure == std::errc() && stop == end)
    return real;
  try {
    Json(text).dump();
  } catch (const Json::exception&) {
    throw Error("--set", "its text is not UTF-8; use a terminal that is set to UTF-8");
  }
  return text;
}

}  // namespace saddle
