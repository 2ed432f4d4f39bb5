#include "saddle/experiment.h"

#include <algorithm>
#include <optional>

#include "model/asking.h"
#include "model/augmentation.h"
#include "model/batch_statistics.h"
#include "model/experiment_name.h"
#include "model/layer_type.h"
#include "model/loss_type.h"
#include "model/path.h"
#include "model/type_named.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/plan.h"
#include "saddle/traits.h"
#include "saddle/typed_number.h"

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

// What was typed for a row that takes a number is read as one: "0,05".
// What was typed for a row of text may look like a number: "3".
Value as_typed(const Value& value, const Property& row, const std::string& where) {
  if (std::holds_alternative<std::string>(row.fallback) && row.choices.empty() && number_in(value))
    return to_text(value);
  const auto* text = std::get_if<std::string>(&value);
  if (!text || !takes_number(row) || std::ranges::find(row.choices, *text) != row.choices.end()) return value;
  auto typed = typed_value(*text, row, where + "." + std::string(row.name));
  if (const Value* number = std::get_if<Value>(&typed)) return *number;
  // Where a word is possible too, the row's own complaint names the words.
  if (!row.choices.empty()) return value;
  throw Error(std::get<Issue>(typed));
}

void assign_row(Properties& properties, const Table& table, const std::string& where, const std::string& name,
                const Value& given) {
  const Property* row = find(table, name);
  const Value value = row ? as_typed(given, *row, where) : given;
  if (const auto issues = check({{name, value}}, table, where); !issues.empty()) throw Error(issues.front());
  set(properties, *row, std::get<Value>(checked(value, *row, where)));
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
  assign_row(choice.properties, entry.properties, where, name, value);
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

// What the data are like, as far as it is known.
struct Given {
  Shape sample;
  int64_t classes = 0, outputs = 0;
  bool per_pixel = false;
  std::string name;
};

// What is asked of an experiment: that it can be trained, or that what it was trained to can be asked.
enum class Use { training, asking };

// Whether the loss behind the end of the network teaches it something about the classes.
std::optional<Issue> unsuited(const Experiment& experiment, const LossType& loss, const std::string& where,
                              const Given& data) {
  if (loss.traits.applies_softmax && catalog::layer_traits(experiment.network.back().type).softmax)
    return make_issue(where, "{} applies softmax itself; remove this layer, or use mean_squared_error",
                      loss.entry.name);
  // Each output is a probability by itself, so that nothing makes one of several classes the answer.
  const bool separate = !loss.presentation.empty() && loss.presentation.front().name == "Sigmoid";
  if (!separate || data.classes <= 2) return std::nullopt;
  return make_issue("loss",
                    "{} asks a question of its own about each class, but of the {} classes of {} one is right; use "
                    "softmax_cross_entropy",
                    loss.entry.name, data.classes, data.name);
}

// Whether the end of the network, and the loss behind it, suit the data.
std::optional<Issue> misfit(const Experiment& experiment, const LossType& loss, const Shape& end, const Given& data,
                            Use use) {
  const int last = static_cast<int>(experiment.network.size()) - 1;
  const std::string where = "network[" + std::to_string(last) + "]";
  if (data.outputs > 0) {
    if (!loss.traits.regression)
      return make_issue("loss", "{} needs classes, but {} has numbers to come out; use mean_squared_error",
                        loss.entry.name, data.name);
    if (end.size() == data.outputs) return std::nullopt;
    return make_issue(where,
                      "the network ends in {} outputs, but {} wants {} numbers; end it with a dense layer of {} units",
                      end.size(), data.name, data.outputs, data.outputs);
  }
  if (data.classes == 0) return std::nullopt;
  if (use == Use::training) {
    if (auto issue = unsuited(experiment, loss, where, data)) return issue;
  }
  if (data.per_pixel) {
    const Shape map{data.classes, data.sample[1], data.sample[2]};
    if (end == map) return std::nullopt;
    return make_issue(where, "the network ends in {}, but {} has a class for every pixel: it must end in {}",
                      end.text(), data.name, map.text());
  }
  if (end.size() == data.classes || (end.size() == 1 && data.classes == 2 && loss.traits.single_output))
    return std::nullopt;
  return make_issue(where,
                    "the network ends in {} outputs, but {} has {} classes; end it with a dense layer of {} units",
                    end.size(), data.name, data.classes, data.classes);
}

void check_network(const Experiment& experiment, const Given& data, Use use, std::vector<Issue>& issues) {
  const Plan thought = plan(experiment.network, data.sample);
  append(issues, thought.issues);
  const LossType* loss = find_type(losses::all(), experiment.loss.type);
  if (!thought.issues.empty() || !loss) return;
  const auto complain = [&](NodeIndex node, const Shape& end) {
    if (auto issue = misfit(experiment, *loss, end, data, use)) {
      if (issue->where.starts_with("network")) issue->where = "network[" + std::to_string(static_cast<int>(node)) + "]";
      issues.push_back(*std::move(issue));
    }
  };
  const NodeIndex last(experiment.network.size() - 1);
  complain(last, thought.step_of(last)->shape);
  for (const Plan::Step& step : thought.steps) {
    const Node& node = experiment.network[static_cast<size_t>(step.node)];
    if (step.node != last && type_named(layers::all(), node.type).is_auxiliary()) complain(step.node, step.shape);
  }
  if (use == Use::asking) return;
  const Value size = value_of(experiment.training, *find(training_table(), "batch_size"));
  const BatchStatisticsUse statistics = batch_statistics(experiment.network, thought, data.sample);
  if (size == Value(1) && statistics.blind)
    issues.push_back(make_issue("training.batch_size",
                                "with one sample in a batch, {} has nothing to compare it with and nothing is learned; "
                                "use 2 or more",
                                names_of(experiment.network)[static_cast<size_t>(*statistics.blind)]));
  if (data.per_pixel && !experiment.augmentation.empty())
    issues.push_back(make_issue("data.augment", "would move the pictures and not their maps of classes; remove it"));
}

}  // namespace

const Table& training_table() {
  static const Table table = table_of<TrainingOptions>();
  return table;
}

const std::vector<std::string>& reference_curves() {
  static const std::vector<std::string> names = {"train_loss",     "validation_loss",     "test_loss",
                                                 "train_accuracy", "validation_accuracy", "test_accuracy"};
  return names;
}

const Table& augmentation_table() {
  static const Table table = table_of<AugmentationOptions>();
  return table;
}

std::vector<Issue> check(const Experiment& experiment, const std::filesystem::path& directory) {
  std::vector<Issue> issues;
  check_choice(experiment.data, catalog::datasets(), "data", "set", issues);
  const bool data_known = issues.empty();
  check_settings(experiment, issues);
  if (!data_known) return issues;
  const catalog::SampleInfo info = catalog::sample_info(experiment.data, directory);
  if (info.issue) issues.push_back(*info.issue);
  if (info.shape.rank() == 0) return issues;
  check_network(experiment, {info.shape, std::ssize(info.classes), info.outputs, info.per_pixel, experiment.data.type},
                Use::training, issues);
  return issues;
}

std::vector<Issue> check(const Experiment& experiment, const Dataset& dataset) {
  std::vector<Issue> issues;
  check_settings(experiment, issues);
  check_network(experiment,
                {dataset.sample, std::ssize(dataset.classes), dataset.outputs, dataset.per_pixel, dataset.name},
                Use::training, issues);
  return issues;
}

std::vector<Issue> check(const Experiment& experiment, const catalog::SampleInfo& sample) {
  std::vector<Issue> issues;
  check_settings(experiment, issues);
  check_network(experiment,
                {sample.shape, std::ssize(sample.classes), sample.outputs, sample.per_pixel, experiment.data.type},
                Use::training, issues);
  return issues;
}

std::vector<Issue> check_for_asking(const Experiment& experiment, const catalog::SampleInfo& sample) {
  std::vector<Issue> issues;
  check_choice(experiment.loss, catalog::losses(), "loss", "type", issues);
  check_network(experiment,
                {sample.shape, std::ssize(sample.classes), sample.outputs, sample.per_pixel, experiment.data.type},
                Use::asking, issues);
  return issues;
}

void assign(Experiment& experiment, const std::string& path, const Value& value) {
  const size_t dot = path.rfind('.');
  const std::string parent = dot == std::string::npos ? "" : path.substr(0, dot),
                    name = path.substr(dot == std::string::npos ? 0 : dot + 1);
  if (path == "name") {
    const std::string given = to_text(value);
    check_name(given, path);
    experiment.name = given;
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
    const auto layer = layer_path(path);
    if (!layer || layer->layer >= experiment.network.size())
      throw Error(path, "there is no such layer; the network has {} layers, counted from 0", experiment.network.size());
    Node& node = experiment.network[layer->layer];
    const Entry& entry = catalog::get(catalog::layers(), node.type, parent + ".type");
    assign_row(node.properties, entry.properties, parent, name, value);
  } else {
    throw Error(
        path,
        "unknown path; known: name, data.set, data.…, data.augment.…, network[i].…, loss, optimizer.…, training.…");
  }
}

}  // namespace saddle
