#include "panels/curves/loss_range.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace saddle::app {
namespace {

// Points of a curve that are looked at: its beginning, where losses are high, and as many of all.
constexpr int64_t looked_at = 256;
constexpr double dwarfs = 4, bursts = 50;

struct Heights {
  double highest = 0, usual = 0;  // usual: of 95 in 100
};

Heights heights_of(const Curve& curve, std::vector<double>& values) {
  values.clear();
  const auto look_at = [&](int64_t i) {
    if (std::isfinite(curve[i].value)) values.push_back(curve[i].value);
  };
  const int64_t stride = std::max<int64_t>(1, curve.size() / looked_at);
  for (int64_t i = 0; i < std::min(curve.size(), looked_at); ++i) look_at(i);
  const double first = values.empty() ? 0 : *std::ranges::max_element(values);
  values.clear();
  for (int64_t i = 0; i < curve.size(); i += stride) look_at(i);
  if (values.empty()) return {first, first};
  const auto most = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 95 / 100);
  std::ranges::nth_element(values, most);
  return {std::max(first, *std::max_element(most, values.end())), *most};
}

// Somewhere in a stretch of so many: what comes with every epoch must not fall in step with the stretches.
int64_t within(int64_t begin, int64_t stride) {
  return static_cast<int64_t>((static_cast<uint64_t>(begin) * 0x9e3779b97f4a7c15u) >> 33) % stride;
}

// Whether the median of the last few steps is higher.
bool ends_above(const Curve& losses, double high) {
  const int64_t count = std::min<int64_t>(losses.size(), 5);
  int64_t above = 0;
  for (int64_t i = losses.size() - count; i < losses.size(); ++i) above += losses[i].value > high;
  return above >= count - count / 2;
}

}  // namespace

bool spans_decades(std::span<const Curves* const> runs, bool before) {
  // Times the first loss; and the share of the steps that it takes. Those to go back are far from those to come, so
  // that losses that leap about a limit do not make the axis leap.
  const double far = before ? 1e2 : 1e4, share = before ? 0.02 : 0.05;
  return std::ranges::any_of(runs, [&](const Curves* curves) {
    const Curve& losses = curves->train_loss;
    if (losses.empty() || !(losses[0].value > 0)) return false;
    const double high = far * losses[0].value;
    int64_t above = 0, seen = 0;
    const int64_t stride = std::max<int64_t>(1, losses.size() / looked_at);
    for (int64_t begin = 0; begin < losses.size(); begin += stride, ++seen)
      above += losses[std::min(begin + within(begin, stride), losses.size() - 1)].value > high;
    // A few steps astray are cut off; a run that ended there, or stayed, is shown.
    return ends_above(losses, high) || static_cast<double>(above) > share * static_cast<double>(seen);
  });
}

std::optional<plot::Range> expected_losses(const RunSnapshot& run) {
  double highest = run.classes.empty() ? 0 : std::log(static_cast<double>(run.classes.size()));
  if (run.experiment) {
    for (const Reference& reference : run.experiment->reference) {
      if (reference.curve.ends_with("_loss")) highest = std::max(highest, reference.value);
    }
  }
  return highest > 0 ? std::optional(plot::Range{0, 1.2 * highest}) : std::nullopt;
}

std::optional<plot::Range> loss_range(std::span<const Curves* const> runs) {
  std::vector<double> values;
  double steps = 0, measured = 0;
  bool burst = false;
  for (const Curves* curves : runs) {
    const Heights train = heights_of(curves->train_loss, values);
    const bool bursts_out = train.highest > bursts * train.usual && train.usual > 0;
    burst = burst || bursts_out;
    steps = std::max(steps, bursts_out ? dwarfs * train.usual : train.highest);
    for (const Curve* curve : {&curves->test_loss, &curves->validation_loss})
      measured = std::max(measured, heights_of(*curve, values).highest);
  }
  if (steps == 0 || (!burst && measured <= dwarfs * steps)) return std::nullopt;
  return plot::Range{0, 1.1 * steps};
}

}  // namespace saddle::app
