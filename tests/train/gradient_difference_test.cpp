#include "train/gradient_difference.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

namespace saddle {
namespace {

constexpr double h = 1e-4;

struct Verdict {
  bool passes, kink;
  bool operator==(const Verdict&) const = default;
};
constexpr Verdict right{true, false}, wrong{false, false}, at_a_kink{false, true};

template <class Loss>
Verdict verdict(const Loss& loss, double at, double gradient) {
  double weight = at;
  const auto found = gradient_difference([&] { return loss(weight); }, loss(at), weight, gradient, h);
  EXPECT_EQ(weight, at) << "the weight is as before";
  return {found.relative <= gradient_tolerance, found.kink};
}

TEST(GradientDifference, TellsAGradientThatIsSlightlyWrong) {
  const auto loss = [](double w) { return std::sin(3 * w) + w * w; };
  for (const double at : {-2.0, -0.3, 0.1, 1.7}) {
    const double gradient = 3 * std::cos(3 * at) + 2 * at;
    EXPECT_EQ(verdict(loss, at, gradient), right) << at;
    for (const double factor : {1.0001, 0.9999, 1.00003, 2.0, 0.0, -1.0})
      EXPECT_EQ(verdict(loss, at, gradient * factor), wrong) << at << " x " << factor;
  }
}

TEST(GradientDifference, LooksBetweenUnitsThatSwitchNearby) {
  for (const double distance : {h / 3, h / 50}) {
    const auto loss = [&](double w) { return w + 5 * std::max(0.0, w - distance); };
    EXPECT_EQ(verdict(loss, 0, 1), right) << distance;
    for (const double gradient : {6.0, 2.0, 1.0001, 0.0}) EXPECT_EQ(verdict(loss, 0, gradient), wrong) << gradient;
  }
}

TEST(GradientDifference, OneSideIsEnoughWhereTheOtherIsFullOfSwitches) {
  const auto loss = [](double w) {
    double sum = 2 * w;
    for (int unit = 1; unit < 2000; ++unit) sum += std::max(0.0, w - unit * h * 1e-6);
    return sum;
  };
  EXPECT_EQ(verdict(loss, 0, 2), right);
  EXPECT_EQ(verdict(loss, 0, 1.999), wrong);
}

TEST(GradientDifference, ThereIsNoneWhereAUnitSwitchesAtTheWeight) {
  const auto loss = [](double w) { return std::max(0.0, w); };
  EXPECT_EQ(verdict(loss, 0, 0.3), at_a_kink);
  EXPECT_EQ(verdict(loss, 0, 1.001), wrong) << "more than either side";
  EXPECT_EQ(verdict(loss, 0, -0.001), wrong) << "less than either side";
}

TEST(GradientDifference, NoGradientIsNoDifference) {
  EXPECT_EQ(verdict([](double) { return 0.7; }, 1, 0), right);
  EXPECT_EQ(verdict([](double) { return 0.7; }, 1, 1e-4), wrong);
}

}  // namespace
}  // namespace saddle
