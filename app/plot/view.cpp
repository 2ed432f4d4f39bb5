#include "plot/view.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace saddle::plot {
namespace {

// The scale on which an axis is uniform.
double uniform(Scale scale, double value) { return scale == Scale::log ? std::log10(value) : value; }
double value_of(Scale scale, double position) { return scale == Scale::log ? std::pow(10.0, position) : position; }

bool can_be_shown(Scale scale, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return false;
  if (scale == Scale::log) return low > -300 && high < 300 && high - low > 1e-9;
  const double size = std::max(std::abs(low), std::abs(high));
  return size < 1e300 && high - low > size * 1e-12 && high - low > 1e-300;
}

}  // namespace

void Range::include(double value) {
  if (!std::isfinite(value)) return;
  min = std::min(min, value);
  max = std::max(max, value);
}

void Range::include(const Range& other) {
  if (other.empty()) return;
  include(other.min);
  include(other.max);
}

bool Axis::can_show(double value) const { return std::isfinite(value) && (scale == Scale::linear || value > 0); }

double Axis::to_unit(double value) const {
  const double low = uniform(scale, range.min);
  const double unit = (uniform(scale, value) - low) / (uniform(scale, range.max) - low);
  return inverted ? 1 - unit : unit;
}

double Axis::from_unit(double unit) const {
  const double low = uniform(scale, range.min);
  return value_of(scale, low + (inverted ? 1 - unit : unit) * (uniform(scale, range.max) - low));
}

void Axis::zoom(double unit, double factor) { zoom_to(unit - unit * factor, unit + (1 - unit) * factor); }

void Axis::pan(double units) { zoom_to(units, 1 + units); }

void Axis::zoom_to(double unit_a, double unit_b) {
  if (inverted) std::tie(unit_a, unit_b) = std::pair(1 - unit_b, 1 - unit_a);
  if (unit_a > unit_b) std::swap(unit_a, unit_b);
  const double low = uniform(scale, range.min);
  const double span = uniform(scale, range.max) - low;
  const double new_low = low + unit_a * span;
  const double new_high = low + unit_b * span;
  if (!can_be_shown(scale, new_low, new_high)) return;
  range = {value_of(scale, new_low), value_of(scale, new_high)};
}

Range fit(const Range& data, Scale scale, double margin) {
  const bool log = scale == Scale::log;
  if (data.empty() || (log && data.max <= 0)) return log ? Range{1, 10} : Range{0, 1};
  const double low = uniform(scale, log && data.min <= 0 ? data.max : data.min);
  const double high = uniform(scale, data.max);
  double room = (high - low) * margin;
  if (!can_be_shown(scale, low, high)) room = log ? 0.5 : std::max(std::abs(high) * 0.05, high == 0 ? 1.0 : 1e-290);
  return {value_of(scale, low - room), value_of(scale, high + room)};
}

void View::equalize() {
  const double per_pixel_x = x.range.span() / area.width();
  const double per_pixel_y = y.range.span() / area.height();
  Axis& narrow = per_pixel_x < per_pixel_y ? x : y;
  const double ratio = per_pixel_x < per_pixel_y ? per_pixel_y / per_pixel_x : per_pixel_x / per_pixel_y;
  narrow.zoom(0.5, ratio);
}

}  // namespace saddle::plot
