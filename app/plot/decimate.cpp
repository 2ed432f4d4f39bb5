#include "plot/decimate.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace saddle::plot {
namespace {

// lower_bound that expects its answer near `begin`.
int64_t gallop(const Series& series, double x, int64_t begin, int64_t end) {
  int64_t stride = 1;
  int64_t low = begin;
  while (low + stride < end && series[low + stride].x < x) {
    low += stride;
    stride *= 2;
  }
  return lower_bound(series, x, low, std::min(end, low + stride + 1));
}

}  // namespace

IndexRange visible(const Series& series, const Axis& axis) {
  const int64_t begin = lower_bound(series, axis.range.min, 0, series.size());
  const double beyond = std::nextafter(axis.range.max, std::numeric_limits<double>::infinity());
  const int64_t end = lower_bound(series, beyond, begin, series.size());
  const bool has_left = begin > 0 && axis.can_show(series[begin - 1].x);
  return {begin - (has_left ? 1 : 0), std::min(end + 1, series.size())};
}

std::vector<Column> columns(const Series& series, const Pyramid& pyramid, const Axis& axis, int pixels) {
  assert(!axis.inverted);
  std::vector<Column> all;
  if (series.empty() || pixels <= 0) return all;
  all.reserve(static_cast<size_t>(pixels) + 2);
  const auto [outer_begin, outer_end] = visible(series, axis);
  const auto center_of = [&](int64_t index) { return axis.to_unit(series[index].x) * pixels; };

  int64_t begin = outer_begin;
  if (begin < outer_end && series[begin].x < axis.range.min) {
    all.push_back({center_of(begin), begin, pyramid.summary(series, begin, begin + 1)});
    ++begin;
  }
  int64_t end = outer_end;
  const bool has_right = end > begin && series[end - 1].x > axis.range.max;
  if (has_right) --end;
  for (int column = 0; column < pixels && begin < end; ++column) {
    const double border = axis.from_unit(static_cast<double>(column + 1) / pixels);
    const int64_t stop = column + 1 == pixels ? end : gallop(series, border, begin, end);
    if (stop == begin) continue;
    all.push_back({column + 0.5, begin, pyramid.summary(series, begin, stop)});
    begin = stop;
  }
  if (has_right) all.push_back({center_of(end), end, pyramid.summary(series, end, end + 1)});
  return all;
}

}  // namespace saddle::plot
