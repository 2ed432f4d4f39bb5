#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "model/experiment_paths.h"
#include "model/path.h"
#include "saddle/query.h"

namespace saddle {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// Counts are whole numbers while an int holds them.
Value count_of(int64_t count) {
  if (count <= std::numeric_limits<int>::max()) return static_cast<int>(count);
  return static_cast<double>(count);
}

struct RunRow {
  std::string_view path;
  Value (*value)(const RunSnapshot&);
};
constexpr std::array<RunRow, 9> run_rows{{
    {"run.steps", [](const RunSnapshot& run) { return count_of(run.steps); }},
    {"run.total_steps", [](const RunSnapshot& run) { return count_of(run.total_steps); }},
    {"run.epoch",
     [](const RunSnapshot& run) {
       return Value(static_cast<double>(run.steps) / static_cast<double>(run.steps_per_epoch));
     }},
    {"run.status", [](const RunSnapshot& run) { return Value(std::string(name_of(run.status))); }},
    {"run.seconds", [](const RunSnapshot& run) { return Value(run.seconds); }},
    {"run.diverged", [](const RunSnapshot& run) { return Value(run.status == Status::diverged); }},
    {"data.classes", [](const RunSnapshot& run) { return count_of(std::ssize(run.classes)); }},
    {"data.train_samples", [](const RunSnapshot& run) { return count_of(run.train_samples); }},
    {"data.test_samples", [](const RunSnapshot& run) { return count_of(run.test_samples); }},
}};

constexpr std::array<std::string_view, 6> figures{"last", "first", "min", "max", "size", "step"};

// The least of the values, or of their negatives; NaN is passed over.
double extreme(const Curve& curve, double sign) {
  double best = unknown;
  for (int64_t i = 0; i < curve.size(); ++i) {
    const double value = sign * curve[i].value;
    if (!(best <= value)) best = std::isnan(value) ? best : value;
  }
  return sign * best;
}

// The value at the last point that is not after `step`.
double value_before(const Curve& curve, double step) {
  int64_t after = curve.first_at(step);
  if (after < curve.size() && curve[after].step == step) ++after;
  return after > 0 ? curve[after - 1].value : unknown;
}

// The step of "at(100)".
std::optional<double> step_in(std::string_view figure) {
  if (!figure.starts_with("at(") || !figure.ends_with(")")) return std::nullopt;
  const char *first = figure.data() + 3, *last = figure.data() + figure.size() - 1;
  double step = 0;
  const auto [stop, failure] = std::from_chars(first, last, step);
  return failure == std::errc() && stop == last ? std::optional(step) : std::nullopt;
}

std::optional<Value> figure_of(const Curve& curve, std::string_view figure) {
  if (figure == "size") return count_of(curve.size());
  if (const auto step = step_in(figure)) return value_before(curve, *step);
  if (std::ranges::find(figures, figure) == figures.end()) return std::nullopt;
  if (curve.empty()) return unknown;
  if (figure == "last") return curve.back().value;
  if (figure == "first") return curve[0].value;
  if (figure == "step") return curve.back().step;
  return extreme(curve, figure == "min" ? 1 : -1);
}

// "train_loss.last"
std::optional<Value> find_in_curves(const Curves& curves, std::string_view path) {
  const size_t dot = path.find('.');
  if (dot == path.npos) return std::nullopt;
  for (const CurveRow& row : curve_table) {
    if (path.substr(0, dot) == row.name) return figure_of(curves.*row.curve, path.substr(dot + 1));
  }
  return std::nullopt;
}

std::vector<std::string> paths_of(const RunSnapshot& run) {
  std::vector<std::string> paths = run.experiment ? paths_of(*run.experiment) : std::vector<std::string>();
  for (const RunRow& row : run_rows) paths.emplace_back(row.path);
  for (const CurveRow& row : curve_table) {
    const std::string curve = "curves." + std::string(row.name) + ".";
    for (const std::string_view figure : figures) paths.push_back(curve + std::string(figure));
  }
  return paths;
}

}  // namespace

Value value_at(const RunSnapshot& run, std::string_view path) {
  for (const RunRow& row : run_rows) {
    if (row.path == path) return row.value(run);
  }
  constexpr std::string_view curves = "curves.";
  std::optional<Value> found;
  if (path.starts_with(curves)) {
    found = find_in_curves(run.curves, path.substr(curves.size()));
  } else if (run.experiment) {
    found = find_value(*run.experiment, path);
  } else if (find_value(Experiment{}, path) || layer_path(path)) {
    return unknown;
  }
  if (!found) throw_unknown_path(path, paths_of(run));
  return *std::move(found);
}

}  // namespace saddle
