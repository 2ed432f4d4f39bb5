#include "cli/sweep/band.h"

#include <map>

namespace saddle::cli {
namespace {

constexpr int64_t most_stretches = 100;

// The curve by stretches of `stretch` steps: at the last step of each, the mean over it.
std::map<int64_t, double> means(const Curve& curve, int64_t stretch) {
  std::map<int64_t, double> sums;
  std::map<int64_t, int64_t> counts;
  for (int64_t i = 0; i < curve.size(); ++i) {
    const auto step = static_cast<int64_t>(curve[i].step);
    const int64_t at = (step + stretch - 1) / stretch * stretch;
    sums[at] += curve[i].value;
    ++counts[at];
  }
  for (auto& [at, sum] : sums) sum /= static_cast<double>(counts[at]);
  return sums;
}

}  // namespace

Band band_of(std::span<const std::shared_ptr<const RunSnapshot>> runs, const FigureRow& row) {
  int64_t longest = 0;
  for (const auto& run : runs) longest = std::max(longest, (run->curves.*(row.curve)).size());
  const bool of_batches = row.curve == &Curves::train_loss;
  const int64_t stretch = of_batches ? (longest + most_stretches - 1) / most_stretches : 1;
  std::map<int64_t, std::vector<double>> values;
  for (const auto& run : runs) {
    for (const auto& [step, value] : means(run->curves.*(row.curve), std::max<int64_t>(1, stretch)))
      values[step].push_back(value);
  }
  Band band;
  for (auto& [step, of_step] : values) {
    of_step.resize(runs.size(), Figures::none);
    const Spread spread = spread_of(of_step, row.more_is_better);
    const auto x = static_cast<double>(step);
    band.median.push_back({x, spread.median});
    band.least.push_back({x, spread.least});
    band.greatest.push_back({x, spread.greatest});
  }
  return band;
}

}  // namespace saddle::cli
