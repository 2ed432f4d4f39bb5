#include "model/runs/verdict.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>

#include "saddle/essence.h"

namespace saddle::app {
namespace {

constexpr double half_window = 25;

std::optional<double> mean_around(const Curve& curve, double step) {
  if (curve.empty() || curve.back().step < step) return std::nullopt;
  double sum = 0;
  int64_t count = 0;
  for (int64_t i = curve.first_at(step - half_window); i < curve.size() && curve[i].step <= step + half_window; ++i) {
    sum += curve[i].value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

std::optional<double> interpolated(const Curve& curve, double step) {
  const int64_t right = curve.first_at(step);
  if (right == curve.size()) return std::nullopt;
  const CurvePoint& b = curve[right];
  if (b.step == step) return b.value;
  if (right == 0) return std::nullopt;
  const CurvePoint& a = curve[right - 1];
  return a.value + (b.value - a.value) * (step - a.step) / (b.step - a.step);
}

// Rows of training that decide no result but for chance.
constexpr std::array<std::string_view, 5> chance = {"seed", "threads", "evaluate_every", "evaluate_samples", "epochs"};

}  // namespace

const Curve& curve_named(const Curves& curves, const std::string& name) {
  const auto row = std::ranges::find(curve_table, name, &CurveRow::name);
  assert(row != curve_table.end());
  return curves.*row->curve;
}

std::optional<double> value_at(const Curves& curves, const std::string& name, double step) {
  if (name == "train_loss") return mean_around(curves.train_loss, step);
  if (name == "test_accuracy") {
    const Curve& whole = curves.epoch_test_accuracy;
    const int64_t at = whole.first_at(step);
    if (at < whole.size() && whole[at].step == step) return whole[at].value;
  }
  return interpolated(curve_named(curves, name), step);
}

std::vector<Verdict> verdicts(const Experiment& experiment, const Curves& curves) {
  std::vector<Verdict> all;
  for (const Reference& reference : experiment.reference) {
    Verdict verdict{.reference = reference, .here = value_at(curves, reference.curve, reference.step)};
    verdict.agrees = verdict.here && std::abs(*verdict.here - reference.value) <= reference.tolerance;
    all.push_back(verdict);
  }
  std::ranges::stable_sort(all, {}, [](const Verdict& v) { return v.reference.step; });
  return all;
}

bool as_published(const Experiment& run, const std::vector<Preset>& presets) {
  if (run.reference.empty()) return false;
  const auto preset = std::ranges::find_if(presets, [&](const Preset& p) {
    return p.experiment.name == run.name && p.experiment.reference == run.reference;
  });
  return preset == presets.end() || same_essence(preset->experiment, run, chance);
}

}  // namespace saddle::app
