#include "plot/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace saddle::plot {
namespace {

constexpr int most_ticks = 200;
constexpr double densest = 0.55;  // times LabelSpace::spacing, so that 1-2-5 steps average one

double next_step(double step, Format format) {
  if (format == Format::seconds && step >= 1) {
    constexpr std::array steps{1.0,   2.0,   5.0,    10.0,   15.0,   30.0,    60.0,    120.0,  300.0,
                               600.0, 900.0, 1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0};
    for (const double candidate : steps) {
      if (candidate > step * 1.001) return candidate;
    }
    return 86400 * nice_step(std::max(step / 86400 * 1.001, 0.51));
  }
  return nice_step(step * 1.001);
}

double first_step(double rough, Format format) {
  if (format == Format::integer) return std::max(1.0, nice_step(rough));
  if (format == Format::seconds && rough >= 1) return next_step(rough * 0.998, format);
  return nice_step(rough);
}

bool labels_fit(const std::vector<Tick>& all, const Axis& axis, const LabelSpace& space) {
  if (!space.extent) return true;
  double end = -1e30;
  std::vector<std::pair<double, double>> spans;
  for (const Tick& tick : all) {
    if (tick.label.empty()) continue;
    const double center = axis.to_unit(tick.value) * space.pixels;
    const double half = space.extent(tick.label) / 2;
    spans.emplace_back(center - half, center + half);
  }
  std::sort(spans.begin(), spans.end());
  for (const auto& [from, to] : spans) {
    if (from < end + space.gap) return false;
    end = to;
  }
  return true;
}

bool on_axis(const Axis& axis, double value) {
  if (!axis.can_show(value)) return false;
  const double unit = axis.to_unit(value);
  return unit > -1e-6 && unit < 1 + 1e-6;
}

std::vector<Tick> multiples(const Axis& axis, double step, Format format) {
  std::vector<Tick> all;
  const Range& range = axis.range;
  const double first = std::ceil(range.min / step - 1e-9);
  const double last = std::floor(range.max / step + 1e-9);
  if (!(last - first < most_ticks)) return all;
  const double largest = std::max(std::abs(range.min), std::abs(range.max));
  for (double k = first; k <= last; ++k) {
    const double value = k == 0 ? 0 : k * step;
    if (!on_axis(axis, value)) continue;
    all.push_back({value, tick_text(value, step, largest, format)});
  }
  return all;
}

// A scale cannot be read off one label: the widest smaller step that shows two, where there is room for them.
std::vector<Tick> two_ticks(const Axis& axis, double step, Format format, const LabelSpace& space) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    step = nice_step(step / 2.6);
    if (format == Format::integer && step < 1) break;
    std::vector<Tick> all = multiples(axis, step, format);
    if (all.size() >= 2 && labels_fit(all, axis, space)) return all;
  }
  return {};
}

std::vector<Tick> linear_ticks(const Axis& axis, Format format, const LabelSpace& space) {
  double step = first_step(axis.range.span() * densest * space.spacing / space.pixels, format);
  std::vector<Tick> all = multiples(axis, step, format);
  for (int attempt = 0; attempt < 40 && all.size() > 1 && !labels_fit(all, axis, space); ++attempt) {
    step = next_step(step, format);
    all = multiples(axis, step, format);
  }
  if (all.size() < 2 && format != Format::seconds) {
    if (std::vector<Tick> more = two_ticks(axis, step, format, space); !more.empty()) return more;
  }
  return all;
}

std::vector<Tick> log_ticks(const Axis& axis, const LabelSpace& space) {
  const int first = static_cast<int>(std::ceil(std::log10(axis.range.min) - 1e-9));
  const int last = static_cast<int>(std::floor(std::log10(axis.range.max) + 1e-9));
  const bool plain = first >= -3 && last <= 3;
  const int decades = last - first + 1;
  const double pixels_per_decade =
      space.pixels / std::max(1e-9, std::log10(axis.range.max) - std::log10(axis.range.min));
  for (int stride = 1;; ++stride) {
    std::vector<Tick> all;
    for (int exponent = first - 1; exponent <= last; ++exponent) {
      const double decade = std::pow(10.0, exponent);
      const bool labeled = (exponent % stride + stride) % stride == 0;
      if (on_axis(axis, decade)) {
        if (labeled || pixels_per_decade >= 4) {
          all.push_back({decade, labeled ? decade_text(exponent, plain) : std::string(), labeled});
        }
      }
      for (int digit = 2; digit < 10 && pixels_per_decade >= 30; ++digit) {
        if (on_axis(axis, digit * decade)) all.push_back({digit * decade, {}, false});
      }
    }
    if (stride >= decades || labels_fit(all, axis, space)) return all;
  }
}

// Adds labels to some minor ticks, as far as they find room: 2 and 5 first.
void label_minor(std::vector<Tick>& all, const Axis& axis, const LabelSpace& space) {
  for (Tick& tick : all) {
    if (tick.major) continue;
    const double exponent = std::floor(std::log10(tick.value) + 1e-9);
    const double digit = tick.value / std::pow(10.0, exponent);
    if (std::abs(digit - 2) > 1e-6 && std::abs(digit - 5) > 1e-6) continue;
    const double unit = std::pow(10.0, exponent);
    tick.label = tick_text(tick.value, unit, tick.value, Format::number);
    if (!labels_fit(all, axis, space)) tick.label.clear();
  }
}

}  // namespace

double nice_step(double rough) {
  if (!(rough > 0) || !std::isfinite(rough)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (digit * power >= rough * (1 - 1e-9)) return digit * power;
  }
  return 10 * power;
}

std::vector<Tick> ticks(const Axis& axis, Format format, const LabelSpace& space) {
  if (axis.range.empty() || space.pixels <= 0) return {};
  if (axis.scale == Scale::linear) return linear_ticks(axis, format, space);
  const double decades = std::log10(axis.range.max / axis.range.min);
  std::vector<Tick> all = log_ticks(axis, space);
  const auto labeled = std::count_if(all.begin(), all.end(), [](const Tick& tick) { return !tick.label.empty(); });
  if (labeled >= 2) {
    if (decades < 3) label_minor(all, axis, space);
    return all;
  }
  if (decades < 1) return linear_ticks(axis, format, space);
  label_minor(all, axis, space);
  return all;
}

std::vector<double> nice_levels(const Range& range, int count, Scale scale) {
  std::vector<double> levels;
  if (range.empty() || count < 1) return levels;
  if (scale == Scale::log && range.max > 0) {
    const double low = std::log10(range.min > 0 ? std::max(range.min, range.max * 1e-8) : range.max * 1e-5);
    const double step = std::max((std::log10(range.max) - low) / count, 1e-3);
    for (int k = 1; k <= count; ++k) {
      const double rough = std::pow(10.0, low + (k - 0.5) * step);
      const double power = std::pow(10.0, std::floor(std::log10(rough)));
      const double level = std::round(rough / power) * power;
      if (levels.empty() || level > levels.back()) levels.push_back(level);
    }
    return levels;
  }
  const double step = nice_step(range.span() / (count + 1));
  for (double k = std::floor(range.min / step) + 1; k * step < range.max; ++k) levels.push_back(k == 0 ? 0 : k * step);
  return levels;
}

}  // namespace saddle::plot
