#include "cli/eval/surgery.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/measures.h"
#include "saddle/surgery.h"

namespace saddle::cli {

std::shared_ptr<const Model> silenced(std::shared_ptr<const Model> model, const std::vector<std::string>& units) {
  if (units.empty()) return model;
  Experiment experiment = model->experiment();
  const std::vector<std::string> names = names_of(experiment.network);
  for (const std::string& named : units) {
    const size_t colon = named.rfind(':');
    const auto found = std::ranges::find(names, named.substr(0, colon));
    if (colon == std::string::npos || found == names.end())
      throw Error("--silence", "\"{}\" names no layer; write a layer and its units, as in {}:3", named, names.front());
    const auto layer = static_cast<size_t>(found - names.begin());
    Pinned pinned = pinned_of(experiment.network[layer].properties);
    const Pinned units_named = pinned_in(named.substr(colon + 1), "--silence");
    if (units_named.empty())
      throw Error("--silence", "\"{}\" names no unit; write a layer and its units, as in {}:3", named, names.front());
    for (const auto& [unit, value] : units_named) pinned.insert_or_assign(unit, value);
    assign(experiment, fmt::format("network[{}].pinned", layer), pinned_text(pinned));
  }
  auto held = std::make_shared<const Model>(operated(*model, experiment.network));
  if (held->issue()) throw Error(*held->issue());
  return held;
}

nlohmann::ordered_json knock_out_json(const KnockOut& found) {
  return {{"layer", found.layer}, {"accuracies", found.accuracies}, {"losses", found.losses}};
}

void print_knock_out(const KnockOut& found) {
  std::vector<size_t> order(found.losses.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, [&](size_t a, size_t b) {
    return std::pair(found.accuracies[a], -found.losses[a]) < std::pair(found.accuracies[b], -found.losses[b]);
  });
  fmt::print("\nwithout a unit of {}, the costliest first\n", found.layer);
  for (const size_t unit : order)
    fmt::print("{:>6}  {}\n", unit, measures_text(found.losses[unit], found.accuracies[unit]));
}

}  // namespace saddle::cli
