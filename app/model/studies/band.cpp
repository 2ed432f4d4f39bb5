#include "model/studies/band.h"

#include <algorithm>
#include <limits>
#include <map>

namespace saddle::app {
namespace {

constexpr int64_t most_stretches = 100, most_points = 400;

struct Stretch {
  double sum = 0, seconds = 0;  // seconds: at its end
  int64_t count = 0;
};

// The curve by stretches of `length` steps, by the last step of each.
std::map<int64_t, Stretch> stretches_of(const Curve& curve, int64_t length) {
  std::map<int64_t, Stretch> stretches;
  auto at = stretches.end();
  for (int64_t i = 0; i < curve.size(); ++i) {
    const auto step = static_cast<int64_t>(curve[i].step);
    const int64_t last = (step + length - 1) / length * length;
    if (at == stretches.end() || at->first != last) at = stretches.try_emplace(last).first;
    at->second.sum += curve[i].value;
    at->second.seconds = curve[i].seconds;
    ++at->second.count;
  }
  return stretches;
}

double middle(std::vector<double>& values) {
  const auto half = values.begin() + std::ssize(values) / 2;
  std::ranges::nth_element(values, half);
  return *half;
}

}  // namespace

Band band_of(std::span<const std::shared_ptr<const RunSnapshot>> runs, const FigureRow& row) {
  int64_t longest = 0, last = 0, until = std::numeric_limits<int64_t>::max();
  for (const auto& run : runs) {
    const Curve& curve = run->curves.*(row.curve);
    longest = std::max(longest, curve.size());
    if (!curve.empty()) last = std::max(last, static_cast<int64_t>(curve.back().step));
    if (run->status == Status::running) until = std::min(until, run->steps);
  }
  const int64_t most = row.curve == &Curves::train_loss ? most_stretches : most_points;
  const int64_t length = longest > most ? (last + most - 1) / most : 1;
  struct AtStep {
    std::vector<double> values, seconds;
  };
  std::map<int64_t, AtStep> steps;
  for (const auto& run : runs) {
    for (const auto& [step, stretch] : stretches_of(run->curves.*(row.curve), length)) {
      AtStep& at = steps[step];
      at.values.push_back(stretch.sum / static_cast<double>(stretch.count));
      at.seconds.push_back(stretch.seconds);
    }
  }
  Band band;
  for (auto& [step, at] : steps) {
    if (step > until) break;
    at.values.resize(runs.size(), Figures::none);
    const Spread spread = spread_of(at.values, row.more_is_better);
    const auto x = static_cast<double>(step);
    band.median.push_back({x, spread.median});
    band.least.push_back({x, spread.least});
    band.greatest.push_back({x, spread.greatest});
    band.seconds.push_back(middle(at.seconds));
  }
  return band;
}

}  // namespace saddle::app
