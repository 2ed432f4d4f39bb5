// Whether a difference over paired seeds is real.
#include "saddle/comparison.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace saddle {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(PairedComparison, IfAllSeedsAgreeItIsTwoChoicesOfSignsOutOfAll) {
  std::vector<double> first, second;
  for (int pairs = 1; pairs <= 20; ++pairs) {
    first.push_back(0.1 * pairs);
    second.push_back(0.1 * pairs + 0.05 + 0.01 * (pairs % 3));
    const PairedComparison lower = compare_pairs(first, second, false);
    EXPECT_EQ(lower.pairs, pairs);
    EXPECT_EQ(lower.better, pairs);
    EXPECT_DOUBLE_EQ(lower.chance, std::ldexp(2, -pairs));
    EXPECT_EQ(lower.is_real(), pairs >= 6);
    EXPECT_EQ(lower.more_seeds, std::max(0, 6 - pairs));
    EXPECT_EQ(compare_pairs(first, second, true).worse, pairs);
  }
}

TEST(PairedComparison, IsWhatNumPyFindsOverAllSigns) {
  // np.mean(abs([np.dot(d, s) for s in product([1, -1], repeat=7)]) >= abs(d.sum())) == 10 / 128
  const std::vector a{0.31, 0.28, 0.35, 0.30, 0.27, 0.33, 0.29}, b{0.33, 0.27, 0.39, 0.34, 0.30, 0.32, 0.36};
  const PairedComparison result = compare_pairs(a, b, false);
  EXPECT_DOUBLE_EQ(result.chance, 10.0 / 128);
  EXPECT_EQ(result.better, 5);
  EXPECT_EQ(result.worse, 2);
  EXPECT_NEAR(result.median, -0.03, 1e-12);
  EXPECT_FALSE(result.by_sign);
  EXPECT_EQ(result.more_seeds, 1);
  EXPECT_DOUBLE_EQ(compare_pairs(b, a, false).chance, 10.0 / 128);
}

TEST(PairedComparison, OfManySeedsSignsAreDrawn) {
  const std::vector first{1.864,  0.5,   1.079, 2.341,  1.968, -0.877, 1.05,  -0.051, -0.003, 0.511,
                          0.244,  1.554, 0.861, 0.222,  0.544, 0.434,  1.594, -0.105, 0.413,  -0.754,
                          -2.453, 0.754, 0.964, -0.642, 2.37,  -1.354, 0.146, -0.087, 1.633,  1.569};
  // NumPy, of 500,000 choices: 0.0121.
  const PairedComparison result = compare_pairs(first, std::vector<double>(first.size()), true);
  EXPECT_NEAR(result.chance, 0.0121, 0.0015);
  EXPECT_EQ(result.more_seeds, 0);
  EXPECT_EQ(result.chance, compare_pairs(first, std::vector<double>(first.size()), true).chance);
}

TEST(PairedComparison, ARunThatDivergedIsWorseThanAnyNumberAndSignsAreCounted) {
  const std::vector a{0.3, 0.2, 0.4, 0.1, 0.3, 0.2, 0.3}, b{nan, 0.3, nan, 0.2, 0.4, 0.1, nan};
  const PairedComparison lower = compare_pairs(a, b, false);
  EXPECT_TRUE(lower.by_sign);
  EXPECT_EQ(lower.better, 6);
  EXPECT_EQ(lower.worse, 1);
  // 2 (C(7, 0) + C(7, 1)) / 2^7
  EXPECT_NEAR(lower.chance, 0.125, 1e-12);
  EXPECT_NEAR(lower.median, -0.1, 1e-12);
  EXPECT_TRUE(std::isnan(compare_pairs(std::vector{0.1, 0.2}, std::vector{nan, nan}, true).median));
  const PairedComparison both = compare_pairs(std::vector{nan, nan}, std::vector{nan, nan}, true);
  EXPECT_EQ(both.equal, 2);
  EXPECT_EQ(both.chance, 1);
}

TEST(PairedComparison, WithoutADifferenceThereIsNoneToBeSeen) {
  const std::vector same{0.5, 0.25, 0.125};
  const PairedComparison equal = compare_pairs(same, same, true);
  EXPECT_EQ(equal.equal, 3);
  EXPECT_EQ(equal.chance, 1);
  EXPECT_FALSE(equal.more_seeds);
  EXPECT_FALSE(compare_pairs(std::vector{1.0, 2.0}, std::vector{2.0, 1.0}, true).more_seeds);
  EXPECT_EQ(compare_pairs({}, {}, true).pairs, 0);
}

TEST(PairedComparison, SaysHowManySeedsWouldTell) {
  // Mean 0.1, standard deviation 0.2: (1.96 * 2)^2 = 15.4 pairs.
  const std::vector first{0.3, -0.1, 0.3, -0.1, 0.1}, second(5, 0.0);
  const PairedComparison result = compare_pairs(first, second, true);
  EXPECT_EQ(result.more_seeds, 16 - 5);
}

}  // namespace
}  // namespace saddle
