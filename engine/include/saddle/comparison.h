#pragma once

#include <optional>
#include <span>

#include "saddle/figures.h"

namespace saddle {

// A difference is taken for real where so large a one happens by chance in at most this share of all
// races.
inline constexpr double rare = 0.05;

// Two contestants of a study, seed by seed: is one of them better, or were the seeds kind to it?
struct PairedComparison {
  int pairs = 0;                         // seeds of which both runs are known
  int better = 0, worse = 0, equal = 0;  // how often the first is better than the second …
  double median = Figures::none;         // of first - second; NaN where that is a pair with a run that diverged
  // The share of all races in which so large a difference, in either direction, happens by chance: if the two were
  // equal, each difference would be as likely with the other sign. Of all 2^pairs choices of signs (Fisher, 1935),
  // those whose sum is at least as far from zero. Of more than 20 pairs, of 100,000 choices (Phipson and Smyth, 2010).
  double chance = 1;
  // A run diverged, which is worse than any number: signs alone are counted, without those that are equal.
  bool by_sign = false;
  // How many seeds more would be needed to see the difference, if it is as large as it looks; 0: it is seen. None:
  // there is none to be seen, or more than 1,000 would be needed.
  std::optional<int> more_seeds = {};

  bool is_real() const { return chance <= rare; }
};

// The values of the two, by seed; NaN: that run diverged. Both spans have the same size.
PairedComparison compare_pairs(std::span<const double> first, std::span<const double> second, bool more_is_better);

}  // namespace saddle
