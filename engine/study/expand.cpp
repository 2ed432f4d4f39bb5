#include <algorithm>
#include <cassert>
#include <limits>

#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/figures.h"
#include "saddle/limits.h"
#include "saddle/optimizer_text.h"
#include "saddle/study.h"
#include "study/batch_norm_axis.h"
#include "study/metric.h"

namespace saddle {
namespace {

constexpr std::string_view every_layer = "network.*.", batch_norm = "network.batch_norm";
constexpr const char* seed_path = "training.seed";

// What decides which other paths there are is set before them.
int rank_of(const std::string& path) {
  if (path == "data.set" || path == "optimizer.type" || path == whole_optimizer || path == "loss") return 0;
  return path == batch_norm ? 2 : 1;  // numbers of layers are those of the base
}

bool is_on(const Value& value) {
  if (value == Value(true) || value == Value("on")) return true;
  if (value == Value(false) || value == Value("off")) return false;
  throw Error(std::string(batch_norm), "expected on or off, got \"{}\"", to_text(value));
}

void vary_every_layer(Experiment& experiment, const std::string& path, const Value& value) {
  const std::string key = path.substr(every_layer.size());
  bool any = false;
  for (size_t i = 0; i < experiment.network.size(); ++i) {
    const Entry* entry = catalog::find(catalog::layers(), experiment.network[i].type);
    if (!entry || !find(entry->properties, key)) continue;
    assign(experiment, "network[" + std::to_string(i) + "]." + key, value);
    any = true;
  }
  if (!any) throw Error(path, "no layer of this network has \"{}\"; saddle list layers says what each can be set", key);
}

int seed_of(const Study& study, int64_t index) {
  const auto first = read<TrainingOptions>(study.base.training, "training").seed;
  const int64_t seed = first + (study.paired ? index % study.seeds : index);
  if (seed > std::numeric_limits<int>::max())
    throw Error(seed_path, "the seeds of {} runs from {} on become too large; begin with a smaller one", runs(study),
                first);
  return static_cast<int>(seed);
}

void check_axes(const Study& study) {
  for (size_t i = 0; i < study.axes.size(); ++i) {
    const Axis& axis = study.axes[i];
    if (axis.values.empty()) throw Error(axis.path, "there is no value to vary it over; name some");
    for (size_t j = 0; j < axis.values.size(); ++j) {
      for (size_t k = 0; k < j; ++k) {
        if (axis.values[k] == axis.values[j])
          throw Error(axis.path, "the value {} is named twice; leave one out", to_text(axis.values[j]));
      }
    }
    for (size_t j = 0; j < i; ++j) {
      if (study.axes[j].path == axis.path) throw Error(axis.path, "varies twice; name all its values at once");
    }
    if (axis.path == seed_path && study.seeds > 1)
      throw Error(axis.path, "is what the number of seeds varies; choose one of the two");
  }
}

}  // namespace

int64_t combinations(const Study& study) {
  int64_t number = 1;
  for (const Axis& axis : study.axes) {
    // Far beyond what check() lets pass, and far from where the product overflows.
    number = std::min<int64_t>(number * std::ssize(axis.values), int64_t{1} << 32);
  }
  return number;
}

int64_t runs(const Study& study) { return combinations(study) * study.seeds; }

std::vector<Value> settings(const Study& study, int64_t combination) {
  std::vector<Value> values(study.axes.size());
  for (size_t i = study.axes.size(); i-- > 0;) {
    const auto& choices = study.axes[i].values;
    values[i] = choices[static_cast<size_t>(combination % std::ssize(choices))];
    combination /= std::ssize(choices);
  }
  return values;
}

std::string settings_text(const Study& study, int64_t combination) {
  const auto values = settings(study, combination);
  std::string text;
  for (size_t i = 0; i < values.size(); ++i) text += (i ? ", " : "") + study.axes[i].path + "=" + to_text(values[i]);
  return text;
}

void vary(Experiment& experiment, const std::string& path, const Value& value) {
  if (path == batch_norm) {
    is_on(value) ? put_batch_norm_in(experiment.network) : take_batch_norm_out(experiment.network);
  } else if (path == whole_optimizer) {
    experiment.optimizer = parse_optimizer(to_text(value));
  } else if (path.starts_with(every_layer)) {
    vary_every_layer(experiment, path, value);
  } else {
    assign(experiment, path, value);
  }
}

Experiment expand(const Study& study, int64_t index) {
  assert(index >= 0 && index < runs(study));
  Experiment experiment = study.base;
  assign(experiment, seed_path, seed_of(study, index));
  const auto values = settings(study, index / study.seeds);
  for (int rank = 0; rank <= 2; ++rank) {
    for (size_t i = 0; i < values.size(); ++i) {
      if (rank_of(study.axes[i].path) == rank) vary(experiment, study.axes[i].path, values[i]);
    }
  }
  return experiment;
}

void check(const Study& study, const std::filesystem::path& directory, const std::atomic<bool>* stop) {
  check_axes(study);
  if (study.seeds < 1) throw Error("seeds", "expected 1 or more, got {}", study.seeds);
  if (study.steps < 0) throw Error("steps", "expected 1 or more, got {}", study.steps);
  if (runs(study) > most_runs)
    throw Error("", "these are {} runs, and at most {} are made; vary fewer values", runs(study), most_runs);
  expand(study, runs(study) - 1);  // whose seed is the largest
  const FigureRow* metric = study.metric.empty() ? nullptr : &figure_row(study.metric, "metric");
  for (int64_t combination = 0; combination < combinations(study); ++combination) {
    if (stop && *stop) throw Error("", "stopped before all was checked");
    const auto issues = check(expand(study, combination * study.seeds), directory);
    if (issues.empty()) {
      if (metric) check_metric(*metric, expand(study, combination * study.seeds), directory);
      continue;
    }
    Issue issue = issues.front();
    if (!study.axes.empty())
      issue.where = settings_text(study, combination) + (issue.where.empty() ? "" : ": " + issue.where);
    throw Error(std::move(issue));
  }
}

Axis parse_axis(std::string_view text, const std::string& where) {
  const size_t equals = text.find('=');
  if (equals == text.npos || equals == 0)
    throw Error(where, "expected path=value,value,…, got \"{}\"", std::string(text));
  Axis axis{.path = std::string(text.substr(0, equals)), .values = {}};
  for (std::string_view rest = text.substr(equals + 1);;) {
    const size_t comma = rest.find(',');
    const std::string_view value = rest.substr(0, comma);
    if (value.empty()) throw Error(where, "a value of {} is empty in \"{}\"", axis.path, std::string(text));
    axis.values.push_back(parse_value(std::string(value)));
    if (comma == rest.npos) return axis;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace saddle
