#include "model/studies/runs_study.h"

#include <algorithm>
#include <string>

#include "model/initialization.h"
#include "model/variations.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/optimizer_text.h"
#include "saddle/traits.h"

namespace saddle::app {
namespace {

// The values of one path, each once, in the order of the runs.
void add_differing(Study& study, const std::string& path, const std::vector<Value>& values) {
  Axis axis{.path = path, .values = {}};
  for (const Value& value : values) {
    if (std::ranges::find(axis.values, value) == axis.values.end()) axis.values.push_back(value);
  }
  if (axis.values.size() > 1) study.axes.push_back(std::move(axis));
}

template <class Bag>
void add_table(Study& study, const std::vector<Experiment>& runs, const Table& table, const std::string& prefix,
               const Bag& bag_of) {
  for (const Property& row : table) {
    if (row.name == "seed" || row.name == "threads") continue;
    std::vector<Value> values;
    for (const Experiment& run : runs) values.push_back(value_of(bag_of(run), row));
    add_differing(study, prefix + std::string(row.name), values);
  }
}

bool has_batch_norm(const Experiment& experiment) {
  return std::ranges::any_of(experiment.network,
                             [](const Node& node) { return catalog::layer_traits(node.type).normalizes_batch; });
}

bool same_layers(const Experiment& a, const Experiment& b) {
  return std::ranges::equal(a.network, b.network, [](const Node& one, const Node& other) {
    return one.type == other.type && one.inputs == other.inputs;
  });
}

template <class Of>
bool all_equal(const std::vector<Experiment>& runs, const Of& of) {
  return std::ranges::all_of(runs, [&](const Experiment& run) { return of(run) == of(runs.front()); });
}

}  // namespace

std::optional<Study> study_of_runs(const std::vector<Experiment>& runs) {
  if (runs.size() < 2) return {};
  Study study{.base = runs.front()};
  if (!all_equal(runs, [](const Experiment& run) { return run.data.type; })) return {};
  std::vector<Value> norms, types, optimizers, losses, inits;
  std::vector<Experiment> plain;  // without what an axis of its own takes out or puts in
  for (const Experiment& run : runs) {
    norms.push_back(std::string(has_batch_norm(run) ? "on" : "off"));
    types.push_back(run.optimizer.type);
    optimizers.push_back(optimizer_text(run.optimizer));  // each with the settings that it had
    losses.push_back(run.loss.type);
    plain.push_back(without_batch_norm(run));
  }
  if (!std::ranges::all_of(plain, [&](const Experiment& run) { return same_layers(run, plain.front()); })) return {};
  const bool same_settings = all_equal(runs, [](const Experiment& run) { return run.optimizer.properties; });
  if (all_equal(runs, [](const Experiment& run) { return run.optimizer.type; })) {
    add_table(study, runs, catalog::get(catalog::optimizers(), study.base.optimizer.type, {}).properties, "optimizer.",
              [](const Experiment& run) { return run.optimizer.properties; });
  } else {
    add_differing(study, same_settings ? "optimizer.type" : whole_optimizer, same_settings ? types : optimizers);
  }
  add_differing(study, "loss", losses);
  const auto init_of = [](const Experiment& run) { return common_init(run).value_or(""); };
  if (std::ranges::none_of(runs,
                           [&](const Experiment& run) { return init_of(run).empty() || init_of(run) == by_hand; })) {
    for (const Experiment& run : runs) {
      const auto number = number_in(parse_value(init_of(run)));
      inits.push_back(number ? Value(*number) : Value(init_of(run)));
    }
    add_differing(study, "network.*.init", inits);
  }
  add_differing(study, "network.batch_norm", norms);
  const bool same_norms = std::ranges::all_of(norms, [&](const Value& norm) { return norm == norms.front(); });
  for (size_t i = 0; same_norms && i < study.base.network.size(); ++i) {
    Table table = catalog::get(catalog::layers(), study.base.network[i].type, {}).properties;
    std::erase_if(table, [](const Property& row) { return row.name == "init" || row.name == "weights"; });
    add_table(study, runs, table, "network[" + std::to_string(i) + "].",
              [i](const Experiment& run) { return run.network[i].properties; });
  }
  add_table(study, runs, training_table(), "training.", [](const Experiment& run) { return run.training; });
  add_table(study, runs, catalog::get(catalog::datasets(), study.base.data.type, {}).properties, "data.",
            [](const Experiment& run) { return run.data.properties; });
  if (study.axes.empty()) return {};
  study.seeds = 5;
  return study;
}

}  // namespace saddle::app
