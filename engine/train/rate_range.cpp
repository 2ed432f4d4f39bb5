#include "saddle/rate_range.h"

#include <algorithm>
#include <cmath>

#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr double broken = 4;  // times the least loss
constexpr int64_t fewest_steps = 100, most_steps = 1000;
constexpr size_t first_judged = 5;  // an average of fewer losses says little

// Where it falls fastest, over a twentieth of all points on both sides.
std::optional<size_t> steepest_of(const RateRange& range, size_t steps) {
  const auto& y = range.smoothed;
  const size_t reach = std::max<size_t>(1, steps / 40);
  if (y.size() < 2 * reach + 1) return {};
  const auto least = static_cast<size_t>(std::ranges::min_element(y) - y.begin());
  std::optional<size_t> steepest;
  double most = 0;
  for (size_t i = reach; i + reach < y.size() && i <= least; ++i) {
    const double fall = (y[i - reach] - y[i + reach]) / std::log10(range.rates[i + reach] / range.rates[i - reach]);
    if (!(fall > most)) continue;
    most = fall;
    steepest = i;
  }
  return steepest;
}

}  // namespace

RateRange rate_range(const Experiment& wanted, const std::shared_ptr<const Dataset>& dataset,
                     const RateRangeOptions& options, const std::function<bool(const RateRange&)>& go_on) {
  if (!(options.low > 0) || !(options.high > options.low))
    throw Error("learning_rate", "expected rates from a positive number to a larger one, got {} and {}", options.low,
                options.high);
  Experiment experiment = wanted;
  assign(experiment, "training.schedule", std::string("constant"));
  assign(experiment, "training.warmup", 0.0);
  assign(experiment, "training.threads", 1);
  Trainer trainer(experiment, dataset);
  const int64_t steps =
      options.steps > 0 ? options.steps : std::clamp(trainer.steps_per_epoch(), fewest_steps, most_steps);
  const double factor =
      std::pow(options.high / options.low, 1.0 / static_cast<double>(std::max<int64_t>(1, steps - 1)));
  RateRange range;
  double average = 0, weight = 1, least = 0;
  for (int64_t k = 0; k <= steps; ++k) {
    const double rate = options.low * std::pow(factor, static_cast<double>(k));
    trainer.tune("optimizer.learning_rate", rate);
    const double loss = trainer.step();  // of the weights that the step before has made
    if (k == 0 && std::isfinite(loss)) continue;
    range.rates.push_back(k == 0 ? rate : rate / factor);
    range.losses.push_back(loss);
    average = options.smoothing * average + (1 - options.smoothing) * loss;
    weight *= options.smoothing;
    range.smoothed.push_back(average / (1 - weight));
    const double now = range.smoothed.back();
    const bool judged = range.smoothed.size() > first_judged;
    if (!std::isfinite(now) || (judged && now > broken * least)) {
      range.breaks = range.rates.size() - 1;
      if (!std::isfinite(now)) range.smoothed.back() = range.losses.back() = std::nan("");
    } else {
      least = range.smoothed.size() == 1 ? now : std::min(least, now);
    }
    if (range.breaks || k % 10 == 0 || k == steps) range.steepest = steepest_of(range, static_cast<size_t>(steps));
    if (!go_on(range) || range.breaks) break;
  }
  return range;
}

}  // namespace saddle
