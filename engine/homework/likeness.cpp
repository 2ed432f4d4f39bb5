#include "homework/likeness.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "saddle/simd_level.h"

namespace saddle {
namespace {

struct Compared {
  std::string_view name;
  double RunFigures::*value;
  bool of_many;  // over the test set; the other is of one mini-batch, which tells little where rounding differs
};
constexpr Compared compared[] = {{"train_loss", &RunFigures::train_loss, false},
                                 {"test_loss", &RunFigures::test_loss, true},
                                 {"test_accuracy", &RunFigures::test_accuracy, true}};

std::string shown(double value) { return std::isfinite(value) ? fmt::format("{}", value) : "none"; }

bool same_number(double a, double b) { return a == b || (!std::isfinite(a) && !std::isfinite(b)); }

// What rounding may do: three times what the levels differ by, and what a count of so many samples varies by.
double allowed(const Compared& row, const std::vector<RunFigures>& levels, int64_t samples) {
  double least = levels.front().*row.value, greatest = least;
  for (const RunFigures& figures : levels) {
    least = std::min(least, figures.*row.value);
    greatest = std::max(greatest, figures.*row.value);
  }
  const double spread = 3 * (greatest - least), middle = (least + greatest) / 2;
  if (row.value != &RunFigures::test_accuracy) return spread + 0.1 * std::abs(middle) + 0.001;
  // As if one more were right and one more wrong: where all are right, one need not stay so.
  const double count = static_cast<double>(samples), share = (middle * count + 1) / (count + 2);
  return spread + 3 * std::sqrt(share * (1 - share) / (count + 2));
}

std::optional<std::string> difference_in_bits(const RunFigures& claimed, const RunFigures& replayed) {
  for (const Compared& row : compared) {
    if (same_number(claimed.*row.value, replayed.*row.value)) continue;
    return fmt::format("claims {} {}; its run, made again from its seed, comes to {}", row.name,
                       shown(claimed.*row.value), shown(replayed.*row.value));
  }
  return std::nullopt;
}

std::optional<std::string> difference_beyond_rounding(const RunFigures& claimed, const std::vector<RunFigures>& levels,
                                                      int64_t samples) {
  for (const Compared& row : compared) {
    if (!row.of_many) continue;
    const double ours = levels.front().*row.value, theirs = claimed.*row.value;
    if (same_number(ours, theirs)) continue;
    const double limit = allowed(row, levels, samples);
    if (std::abs(ours - theirs) <= limit) continue;
    return fmt::format("claims {} {}; its run comes to {} here, and other rounding explains a difference of {:.3g}",
                       row.name, shown(theirs), shown(ours), limit);
  }
  return std::nullopt;
}

}  // namespace

Likeness compare_run(const AnswerSheet& sheet, Replayer& replayer, const std::function<bool(double)>& go_on) {
  const auto& levels = simd_levels();
  const auto named = std::ranges::find(levels, sheet.level, [](SimdLevel level) { return name_of(level); });
  const auto at = [&](size_t level) { return replayer.replay(sheet.experiment, sheet.claimed.steps, level, go_on); };
  const auto own = std::ranges::find(levels, named != levels.end() ? *named : simd_level());
  const auto own_index = static_cast<size_t>(own - levels.begin());
  Likeness likeness{.replayed = at(own_index), .exact = named != levels.end() && sheet.compiler == this_compiler()};
  if (sheet.claimed.parameters != likeness.replayed.parameters) {
    likeness.difference =
        fmt::format("claims {} parameters; its network has {}", sheet.claimed.parameters, likeness.replayed.parameters);
    return likeness;
  }
  likeness.difference = difference_in_bits(sheet.claimed, likeness.replayed);
  if (!likeness.difference || likeness.exact) return likeness;
  std::vector<RunFigures> all = {likeness.replayed};
  for (size_t level = 0; level < levels.size(); ++level)
    if (level != own_index) all.push_back(at(level));
  likeness.difference = difference_beyond_rounding(sheet.claimed, all, replayer.test_samples(sheet.experiment));
  return likeness;
}

}  // namespace saddle
