#include "saddle/experiment.h"

#include <charconv>

#include "datasets/augment/augment.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/plan.h"

namespace saddle {
namespace {

void check_choice(const Choice& choice, const std::vector<Entry>& entries, const std::string& where,
                  const std::string& type_key, std::vector<Issue>& issues) {
  try {
    const Entry& entry = catalog::get(entries, choice.type, where + "." + type_key);
    for (Issue& issue : check(choice.properties, entry.properties, where)) issues.push_back(std::move(issue));
  } catch (const Error& error) {
    issues.push_back(error.issue());
  }
}

// Sets a key of a choice; the type itself is one of the keys, and with another type comes another table.
void assign_choice(Choice& choice, const std::vector<Entry>& entries, const std::string& where,
                   const std::string& type_key, const std::string& name, const Value& value) {
  if (name == type_key) {
    const auto* type = std::get_if<std::string>(&value);
    const Entry& entry = catalog::get(entries, type ? *type : to_text(value), where + "." + type_key);
    choice.type = entry.name;
    std::erase_if(choice.properties, [&](const auto& property) { return !find(entry.properties, property.first); });
    return;
  }
  const Entry& entry = catalog::get(entries, choice.type, where + "." + type_key);
  Properties one{{name, value}};
  if (const auto issues = check(one, entry.properties, where); !issues.empty()) throw Error(issues.front());
  const Property& row = *find(entry.properties, name);
  set(choice.properties, row, std::get<Value>(checked(value, row, where)));
}

void assign_row(Properties& properties, const Table& table, const std::string& where, const std::string& name,
                const Value& value) {
  if (const auto issues = check({{name, value}}, table, where); !issues.empty()) throw Error(issues.front());
  const Property& row = *find(table, name);
  set(properties, row, std::get<Value>(checked(value, row, where)));
}

void append(std::vector<Issue>& issues, std::vector<Issue> more) {
  issues.insert(issues.end(), more.begin(), more.end());
}

// All but the data and the network.
void check_settings(const Experiment& experiment, std::vector<Issue>& issues) {
  append(issues, check(experiment.augmentation, augmentation_table(), "data.augment"));
  check_choice(experiment.loss, catalog::losses(), "loss", "type", issues);
  check_choice(experiment.optimizer, catalog::optimizers(), "optimizer", "type", issues);
  append(issues, check(experiment.training, training_table(), "training"));
}

void check_network(const std::vector<Node>& network, const Shape& sample, int64_t classes, const std::string& data,
                   std::vector<Issue>& issues) {
  const Plan thought = plan(network, sample);
  append(issues, thought.issues);
  if (!thought.issues.empty()) return;
  const int last = static_cast<int>(network.size()) - 1;
  const int64_t outputs = thought.step_of(last)->shape.size();
  if (classes == 0 || outputs == classes) return;
  issues.push_back(
      make_issue("network[" + std::to_string(last) + "]",
                 "the network ends in {} outputs, but {} has {} classes; end it with a dense layer of {} units",
                 outputs, data, classes, classes));
}

}  // namespace

const Table& training_table() {
  static const Table table = table_of<TrainingOptions>();
  return table;
}

const Table& augmentation_table() {
  static const Table table = table_of<AugmentationOptions>();
  return table;
}

std::vector<Issue> check(const Experiment& experiment) {
  std::vector<Issue> issues;
  check_choice(experiment.data, catalog::datasets(), "data", "set", issues);
  const bool data_known = issues.empty();
  check_settings(experiment, issues);
  if (!data_known) return issues;
  const catalog::SampleInfo info = catalog::sample_info(experiment.data);
  check_network(experiment.network, info.shape, std::ssize(info.classes), experiment.data.type, issues);
  return issues;
}

std::vector<Issue> check(const Experiment& experiment, const Dataset& dataset) {
  std::vector<Issue> issues;
  check_settings(experiment, issues);
  check_network(experiment.network, dataset.sample, std::ssize(dataset.classes), dataset.name, issues);
  return issues;
}

void assign(Experiment& experiment, const std::string& path, const Value& value) {
  const size_t dot = path.rfind('.');
  const std::string parent = dot == std::string::npos ? "" : path.substr(0, dot),
                    name = path.substr(dot == std::string::npos ? 0 : dot + 1);
  if (path == "name") {
    experiment.name = to_text(value);
  } else if (path == "loss") {
    experiment.loss.type = catalog::get(catalog::losses(), to_text(value), "loss").name;
  } else if (parent == "data") {
    assign_choice(experiment.data, catalog::datasets(), "data", "set", name, value);
  } else if (parent == "data.augment") {
    assign_row(experiment.augmentation, augmentation_table(), parent, name, value);
  } else if (parent == "optimizer") {
    assign_choice(experiment.optimizer, catalog::optimizers(), "optimizer", "type", name, value);
  } else if (parent == "training") {
    assign_row(experiment.training, training_table(), parent, name, value);
  } else if (parent.starts_with("network[") && parent.ends_with("]")) {
    size_t index = 0;
    const char* begin = parent.data() + 8;
    const char* end = parent.data() + parent.size() - 1;
    const auto [stop, failure] = std::from_chars(begin, end, index);
    if (failure != std::errc() || stop != end || index >= experiment.network.size()) {
      throw Error(path, "there is no such layer; the network has {} layers, counted from 0", experiment.network.size());
    }
    Node& node = experiment.network[index];
    const Entry& entry = catalog::get(catalog::layers(), node.type, parent + ".type");
    assign_row(node.properties, entry.properties, parent, name, value);
  } else {
    throw Error(
        path,
        "unknown path; known: name, data.set, data.…, data.augment.…, network[i].…, loss, optimizer.…, training.…");
  }
}

}  // namespace saddle
