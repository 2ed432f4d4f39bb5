#include "cli/search/report.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/json_numbers.h"

namespace saddle::cli {
namespace {

using Json = nlohmann::ordered_json;

Json trial_json(const Search& search, const Trial& trial) {
  Json settings = Json::object();
  for (size_t i = 0; i < trial.settings.size(); ++i) settings[search.ranges[i].path] = json_value(trial.settings[i]);
  Json json{{"index", trial.index},
            {"settings", settings},
            {"state", name_of(trial.state)},
            {"steps", trial.steps},
            {"diverged", trial.diverged}};
  for (const FigureRow& row : figure_table) {
    if (!row.name.starts_with("test")) json[std::string(row.name)] = json_number(trial.figures.*(row.value));
  }
  if (trial.state == Trial::State::failed && trial.why) json["why"] = trial.why->text();
  return json;
}

std::string setting_text(const Value& value) {
  const auto* number = std::get_if<double>(&value);
  return number ? fmt::format("{:.4g}", *number) : to_text(value);
}

void print_best(const Search& search, const SearchSnapshot& end) {
  const FigureRow& metric = metric_of(search);
  const auto best = best_trials(search, end);
  if (best.empty()) {
    fmt::print("no trial has come to a number\n");
    return;
  }
  std::string name(metric.name);
  std::ranges::replace(name, '_', ' ');
  fmt::print("{:>4} {:>6} {:>20}", "", "trial", name);
  for (const SearchRange& range : search.ranges)
    fmt::print("  {:>{}}", range.path, std::max<size_t>(10, range.path.size()));
  fmt::print("\n");
  for (size_t place = 0; place < best.size(); ++place) {
    const Trial& trial = *end.trials[static_cast<size_t>(best[place])];
    const double value = trial.figures.*(metric.value);
    fmt::print("{:>4} {:>6} {:>20}", place + 1, trial.index,
               metric.more_is_better ? fmt::format("{:.2f} %", 100 * value) : fmt::format("{:.4f}", value));
    for (size_t i = 0; i < trial.settings.size(); ++i)
      fmt::print("  {:>{}}", setting_text(trial.settings[i]), std::max<size_t>(10, search.ranges[i].path.size()));
    fmt::print("\n");
  }
}

}  // namespace

void print_search(const Search& search, const SearchSnapshot& end, int shard, int shards, bool json) {
  if (!json) return print_best(search, end);
  Json rows = Json::array();
  for (const auto& trial : end.trials) {
    if (trial->index % shards == shard || trial->state != Trial::State::waiting)
      rows.push_back(trial_json(search, *trial));
  }
  fmt::print("{}\n", Json{{"trials", rows}, {"best", best_trials(search, end)}}.dump());
}

}  // namespace saddle::cli
