#include "saddle/figures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <fmt/ranges.h>

#include "saddle/error.h"

namespace saddle {

const FigureRow& figure_row(std::string_view name, const std::string& where) {
  const auto row = std::ranges::find(figure_table, name, &FigureRow::name);
  if (row != figure_table.end()) return *row;
  std::vector<std::string_view> names;
  for (const FigureRow& known : figure_table) names.push_back(known.name);
  throw Error(where, "there is no figure \"{}\"; there are {}", std::string(name),
              fmt::to_string(fmt::join(names, ", ")));
}

Figures figures_of(const RunSnapshot& end) {
  Figures figures;
  if (end.status == Status::diverged || end.status == Status::failed) return figures;
  for (const FigureRow& row : figure_table) {
    const Curve& curve = end.curves.*(row.curve);
    if (!curve.empty()) figures.*(row.value) = curve.back().value;
  }
  // Of the whole part rather than of some of its samples.
  if (end.tested && end.tested->step == end.steps) {
    figures.test_loss = end.tested->loss;
    figures.test_accuracy = end.tested->accuracy;
  }
  return figures;
}

Spread spread_of(std::span<const double> values, bool more_is_better) {
  if (values.empty()) return {};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> sorted(values.begin(), values.end());
  for (double& value : sorted) {
    if (!std::isfinite(value)) value = more_is_better ? -infinity : infinity;
  }
  std::ranges::sort(sorted);
  const auto known = [](double value) { return std::isfinite(value) ? value : Figures::none; };
  const size_t middle = sorted.size() / 2;
  const double median = sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return {.median = known(median), .least = known(sorted.front()), .greatest = known(sorted.back())};
}

}  // namespace saddle
