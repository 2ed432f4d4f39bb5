#include "probes/shared/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
// Summed in float first where that is safe, then in double.
constexpr int64_t block = 4096;

struct Moments {
  double sum = 0, squares = 0;
  float min = std::numeric_limits<float>::infinity(), max = -std::numeric_limits<float>::infinity();
  int64_t finite = 0;

  void add(const Eigen::Ref<const Eigen::ArrayXf>& values) {
    sum += values.cast<double>().sum();
    squares += values.cast<double>().square().sum();
    min = std::min(min, values.minCoeff());
    max = std::max(max, values.maxCoeff());
    finite += values.size();
  }
  void add(float value) {
    if (!std::isfinite(value)) return;
    sum += value;
    squares += double{value} * value;
    min = std::min(min, value);
    max = std::max(max, value);
    ++finite;
  }
};

Moments moments_of(View<const float> values) {
  Moments moments;
  for (int64_t first = 0; first < values.size(); first += block) {
    const auto part = values.array().segment(first, std::min(block, values.size() - first));
    if ((part * 0.0f).sum() == 0.0f) {
      moments.add(part);
    } else {
      for (const float value : part) moments.add(value);
    }
  }
  return moments;
}

// The next of 1, 2, 5, 10, 20 …: a range that stays while the numbers in it move a little.
double round_up(double x) {
  const double power = std::pow(10, std::floor(std::log10(x)));
  for (const double digit : {1.0, 2.0, 5.0}) {
    if (x <= digit * power) return digit * power;
  }
  return 10 * power;
}

// Four times the root mean square holds nearly all of a normal distribution.
double reach_of(const Moments& moments) {
  if (moments.finite == 0) return 1;
  const double rms = std::sqrt(moments.squares / static_cast<double>(moments.finite));
  const double largest = std::max(std::fabs(double{moments.min}), std::fabs(double{moments.max}));
  const double reach = std::min(largest, 4 * rms);
  return reach > 0 && std::isfinite(reach) ? round_up(reach) : 1;
}

void count(View<const float> values, Distribution& into) {
  const int bins = static_cast<int>(into.bins.size());
  std::vector<int64_t> counts(static_cast<size_t>(bins), 0);
  const double scale = bins / (into.high - into.low);
  int64_t inside = 0;
  for (int64_t i = 0; i < values.size(); ++i) {
    const double x = values.data[i];
    if (!(x >= into.low && x <= into.high)) continue;
    ++inside;
    ++counts[static_cast<size_t>(std::min(static_cast<int>((x - into.low) * scale), bins - 1))];
  }
  std::transform(counts.begin(), counts.end(), into.bins.begin(), [](int64_t n) { return static_cast<float>(n); });
  into.outside = 1 - static_cast<double>(inside) / static_cast<double>(values.size());
}

double dead_share(View<const float> values) {
  const int64_t units = values.shape[values.shape.rank() - 1];
  std::vector<char> alive(static_cast<size_t>(units), 0);
  for (int64_t row = 0; row < values.size(); row += units) {
    for (int64_t unit = 0; unit < units; ++unit) alive[static_cast<size_t>(unit)] |= values.data[row + unit] != 0;
  }
  return static_cast<double>(std::count(alive.begin(), alive.end(), 0)) / static_cast<double>(units);
}

double saturated_share(View<const float> values, const Saturation& ends) {
  const auto low = static_cast<float>(ends.low + ends.margin()), high = static_cast<float>(ends.high - ends.margin());
  const auto array = values.array();
  return static_cast<double>((array < low || array > high).count()) / static_cast<double>(values.size());
}

}  // namespace

void HistogramOptions::check_range() const {
  if (low > high) throw Error("probe.low", "{} lies above high, {}; swap them", low, high);
}

Distribution distribution_of(View<const float> values, const HistogramOptions& options, const DistributionKind& kind) {
  Distribution found{.count = values.size(), .dead = none, .saturated = none};
  if (found.count == 0) return found;
  const Moments moments = moments_of(values);
  found.not_finite = found.count - moments.finite;
  if (moments.finite > 0) {
    const auto n = static_cast<double>(moments.finite);
    found.mean = moments.sum / n;
    found.deviation = std::sqrt(std::max(0.0, moments.squares / n - found.mean * found.mean));
    found.min = moments.min;
    found.max = moments.max;
  } else {
    found.mean = found.deviation = found.min = found.max = none;
  }
  found.high = options.low < options.high ? options.high : reach_of(moments);
  found.low = options.low < options.high ? options.low : -found.high;
  found.bins.resize(static_cast<size_t>(options.bins));
  count(values, found);
  if (kind.rectifies) found.dead = dead_share(values);
  if (kind.saturates) found.saturated = saturated_share(values, *kind.saturates);
  return found;
}

}  // namespace saddle
