#include "labs/arena/field.h"

#include <algorithm>
#include <cmath>

#include "plot/ticks.h"

namespace saddle::app {
namespace {

constexpr int grid = 161, curve = 801, arrow_columns = 19, line_count = 16;

std::vector<plot::Arrow> downhill(const Surface& surface, const Region& region) {
  constexpr int count = arrow_columns * arrow_columns;
  std::vector<double> x(count), y(count), f(count), dx(count), dy(count);
  for (size_t i = 0; i < count; ++i) {
    x[i] = region.left + region.width() * (static_cast<double>(i % arrow_columns) + 0.5) / arrow_columns;
    y[i] = region.bottom + region.height() * (static_cast<double>(i / arrow_columns) + 0.5) / arrow_columns;
  }
  surface.evaluate(count, x.data(), y.data(), f.data(), dx.data(), dy.data());
  std::vector<double> sizes;
  for (size_t i = 0; i < count; ++i) {
    if (const double size = std::hypot(dx[i], dy[i]); std::isfinite(size)) sizes.push_back(size);
  }
  std::sort(sizes.begin(), sizes.end());
  std::vector<plot::Arrow> arrows;
  for (size_t i = 0; i < count; ++i) {
    const double size = std::hypot(dx[i], dy[i]);
    if (!std::isfinite(size) || size == 0) continue;
    // By rank: gradients differ by powers of ten.
    const auto rank = std::lower_bound(sizes.begin(), sizes.end(), size) - sizes.begin();
    const auto strength = 0.3f + 0.7f * static_cast<float>(rank) / static_cast<float>(sizes.size());
    arrows.push_back(
        {x[i], y[i], -dx[i] / size * region.width() / 1000, -dy[i] / size * region.width() / 1000, strength});
  }
  return arrows;
}

// `sorted`: all finite values. None where no pole dwarfs them.
std::optional<plot::Range> around_the_middle(const std::vector<double>& sorted) {
  if (sorted.size() < 20) return std::nullopt;
  constexpr double dwarfs = 6;
  const size_t cut = sorted.size() / 20;
  const plot::Range all{sorted.front(), sorted.back()}, most{sorted[cut], sorted[sorted.size() - 1 - cut]};
  if (!(most.span() > 0) || all.span() <= dwarfs * most.span()) return std::nullopt;
  return plot::Range{std::max(all.min, most.min - 0.5 * most.span()), std::min(all.max, most.max + 0.5 * most.span())};
}

}  // namespace

Field sample_field(const Surface& surface, const Region& region, double highest) {
  Field field{.region = region};
  const bool both = surface.dimensions() == 2;
  field.columns = both ? grid : curve;
  field.rows = both ? grid : 1;
  const auto count = static_cast<size_t>(field.columns) * static_cast<size_t>(field.rows);
  std::vector<double> x(count), y(count);
  for (size_t i = 0; i < count; ++i) {
    const auto column = static_cast<double>(i % static_cast<size_t>(field.columns)),
               row = static_cast<double>(i / static_cast<size_t>(field.columns));
    x[i] = region.left + region.width() * column / (field.columns - 1);
    y[i] = both ? region.bottom + region.height() * row / (field.rows - 1) : 0;
  }
  field.values.resize(count);
  surface.evaluate(static_cast<int64_t>(count), x.data(), y.data(), field.values.data(), nullptr, nullptr);
  std::vector<double> sorted;
  std::copy_if(field.values.begin(), field.values.end(), std::back_inserter(sorted),
               [](double f) { return std::isfinite(f); });
  std::sort(sorted.begin(), sorted.end());
  if (sorted.empty()) return field;
  field.range = {sorted.front(), sorted[(sorted.size() - 1) * 98 / 100]};
  field.without_poles = around_the_middle(sorted);
  if (field.without_poles) field.range.min = field.without_poles->min;
  const double middle = sorted[sorted.size() / 2] - field.range.min;
  field.skewed = middle < 0.12 * field.range.span();
  if (!both) return field;
  if (highest > 0) {
    field.levels = plot::nice_levels({field.range.min, highest}, 10);
    std::erase_if(field.levels, [&](double level) { return level > highest; });
  } else {
    field.levels = plot::even_levels(sorted, line_count);
  }
  field.lines = plot::contours(field.values, field.rows, field.columns, {region.left, region.right},
                               {region.bottom, region.top}, field.levels);
  field.arrows = downhill(surface, region);
  return field;
}

}  // namespace saddle::app
