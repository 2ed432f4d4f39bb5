#include "saddle/comparison.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/rng.h"

namespace saddle {
namespace {

constexpr int most_enumerated = 20, choices_drawn = 100'000, most_more_seeds = 1'000;
constexpr double rounding = 1e-12;  // sums of the same numbers in another order are equal

// Of the choices of signs, one after the other by Gray's code: each differs from the one before in one sign.
double share_of_all_signs(const std::vector<double>& differences, double least) {
  double sum = 0;
  for (const double d : differences) sum += d;
  std::vector<bool> minus(differences.size());
  const uint64_t choices = uint64_t{1} << differences.size();
  uint64_t as_far = 0;
  for (uint64_t i = 1;; ++i) {
    as_far += std::abs(sum) >= least;
    if (i == choices) return static_cast<double>(as_far) / static_cast<double>(choices);
    const auto turned = static_cast<size_t>(std::countr_zero(i));
    sum += (minus[turned] ? 2 : -2) * differences[turned];
    minus[turned] = !minus[turned];
  }
}

double share_of_drawn_signs(const std::vector<double>& differences, double least) {
  Rng rng(key(1, "signs"));
  int as_far = 1;
  for (int choice = 0; choice < choices_drawn; ++choice) {
    double sum = 0;
    for (size_t i = 0; i < differences.size(); i += 64) {
      uint64_t bits = rng.bits();
      for (size_t k = i; k < std::min(i + 64, differences.size()); ++k, bits >>= 1)
        sum += (bits & 1) != 0 ? differences[k] : -differences[k];
    }
    as_far += std::abs(sum) >= least;
  }
  return static_cast<double>(as_far) / (choices_drawn + 1);
}

double sign_flip_chance(const std::vector<double>& differences) {
  double sum = 0, magnitude = 0;
  for (const double d : differences) {
    sum += d;
    magnitude += std::abs(d);
  }
  const double least = std::abs(sum) - rounding * magnitude;
  return std::ssize(differences) <= most_enumerated ? share_of_all_signs(differences, least)
                                                    : share_of_drawn_signs(differences, least);
}

// Of `tosses` of a fair coin at most `fewer` heads, or at most so many tails.
double sign_chance(int fewer, int tosses) {
  double sum = 0;
  for (int k = 0; k <= fewer; ++k)
    sum += std::exp(std::lgamma(tosses + 1.0) - std::lgamma(k + 1.0) - std::lgamma(tosses - k + 1.0) -
                    tosses * std::log(2.0));
  return std::min(1.0, 2 * sum);
}

std::optional<int> more_for_signs(int fewer, int tosses) {
  if (tosses == 0 || 2 * fewer == tosses) return {};
  const double share = static_cast<double>(fewer) / tosses;
  for (int more = 1; more <= most_more_seeds; ++more) {
    const int all = tosses + more;
    if (sign_chance(static_cast<int>(std::lround(share * all)), all) <= rare) return more;
  }
  return {};
}

// By the normal distribution, which is close enough for a guess; fewer than six pairs never are enough.
std::optional<int> more_for_sum(const std::vector<double>& differences) {
  constexpr double quantile = 1.96;
  constexpr int fewest = 6;
  const auto n = static_cast<double>(differences.size());
  double mean = 0, squares = 0;
  for (const double d : differences) mean += d / n;
  for (const double d : differences) squares += (d - mean) * (d - mean);
  if (mean == 0) return {};
  const double variance = n > 1 ? squares / (n - 1) : 0,
               needed = std::ceil(quantile * quantile * variance / (mean * mean));
  if (needed > n + most_more_seeds) return {};
  return std::max(1, std::max(fewest, static_cast<int>(needed)) - static_cast<int>(n));
}

double middle_of(std::vector<double> values) {
  std::ranges::sort(values);
  const size_t middle = values.size() / 2;
  const double median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return std::isfinite(median) ? median : Figures::none;
}

}  // namespace

PairedComparison compare_pairs(std::span<const double> first, std::span<const double> second, bool more_is_better) {
  assert(first.size() == second.size());
  PairedComparison result{.pairs = static_cast<int>(first.size())};
  if (first.empty()) return result;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> differences;
  for (size_t i = 0; i < first.size(); ++i) {
    const bool here = std::isfinite(first[i]), there = std::isfinite(second[i]);
    const double worst = more_is_better ? -infinity : infinity;
    const double difference = here && there ? first[i] - second[i] : here == there ? 0 : here ? -worst : worst;
    differences.push_back(difference);
    result.by_sign = result.by_sign || !here || !there;
    if (difference == 0) {
      ++result.equal;
    } else {
      ++((difference > 0) == more_is_better ? result.better : result.worse);
    }
  }
  result.median = middle_of(differences);
  const int fewer = std::min(result.better, result.worse), tosses = result.better + result.worse;
  if (tosses == 0) return result;
  result.chance = result.by_sign ? sign_chance(fewer, tosses) : sign_flip_chance(differences);
  if (result.is_real()) {
    result.more_seeds = 0;
  } else {
    result.more_seeds = result.by_sign ? more_for_signs(fewer, tosses) : more_for_sum(differences);
  }
  return result;
}

}  // namespace saddle
