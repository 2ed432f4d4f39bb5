#include "plot/contours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace saddle::plot {
namespace {

struct Field {
  int rows = 61, columns = 81;
  Range x{-2, 2}, y{-1.5, 1.5};
  std::vector<double> values;

  explicit Field(double (*f)(double, double)) {
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < columns; ++c) {
        values.push_back(f(x.min + x.span() * c / (columns - 1), y.min + y.span() * r / (rows - 1)));
      }
    }
  }
  std::vector<ContourLine> lines(std::initializer_list<double> levels) const {
    return contours(values, rows, columns, x, y, std::vector<double>(levels));
  }
};

TEST(Contours, OfABowlAreClosedCircles) {
  const Field bowl([](double x, double y) { return x * x + y * y; });
  const auto lines = bowl.lines({0.25, 1.0});
  ASSERT_EQ(lines.size(), 2u);
  for (const ContourLine& line : lines) {
    EXPECT_EQ(line.points.front().x, line.points.back().x);
    EXPECT_EQ(line.points.front().y, line.points.back().y);
    for (const Point& p : line.points) EXPECT_NEAR(std::hypot(p.x, p.y), std::sqrt(line.level), 2e-3);
    EXPECT_GT(line.points.size(), 30u);
  }
}

TEST(Contours, OfASlopeRunFromEdgeToEdge) {
  const Field slope([](double x, double) { return x; });
  const auto lines = slope.lines({0.33});
  ASSERT_EQ(lines.size(), 1u);
  for (const Point& p : lines[0].points) EXPECT_NEAR(p.x, 0.33, 1e-9);
  EXPECT_NEAR(std::abs(lines[0].points.front().y - lines[0].points.back().y), 3, 1e-9);
}

TEST(Contours, OfASaddleAreTwoBranches) {
  const Field saddle([](double x, double y) { return x * x - y * y; });
  EXPECT_EQ(saddle.lines({0.5}).size(), 2u);
  EXPECT_EQ(saddle.lines({-0.5}).size(), 2u);
}

TEST(Contours, DecideAmbiguousSquaresByTheirMean) {
  // Corners: high lower left and upper right. With a high middle they are one hill, the lines cut off the low corners.
  const auto count = [](double high) {
    const std::array values{high, 0.0, 0.0, high};
    const std::array levels{1.0};
    return contours(values, 2, 2, {0, 1}, {0, 1}, levels);
  };
  const auto joined = count(4.0), apart = count(1.5);
  ASSERT_EQ(joined.size(), 2u);
  ASSERT_EQ(apart.size(), 2u);
  const auto nearest_corner = [](const ContourLine& line) {
    const double x = (line.points[0].x + line.points[1].x) / 2, y = (line.points[0].y + line.points[1].y) / 2;
    return (x < 0.5) == (y < 0.5);  // true: lower left or upper right
  };
  for (const ContourLine& line : joined) EXPECT_FALSE(nearest_corner(line));
  for (const ContourLine& line : apart) EXPECT_TRUE(nearest_corner(line));
}

TEST(Contours, LeaveOutSquaresWithoutAValue) {
  Field bowl([](double x, double y) { return x * x + y * y; });
  bowl.values[30 * 81 + 60] = std::numeric_limits<double>::quiet_NaN();  // (1, 0): on the circle
  const auto lines = bowl.lines({1.0});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_NE(lines[0].points.front().y, lines[0].points.back().y);
}

TEST(Contours, OfNothingAreNone) {
  const std::vector<double> flat(100, 3.0);
  const std::array levels{2.0, 3.5};
  EXPECT_TRUE(contours(flat, 10, 10, {0, 1}, {0, 1}, levels).empty());
}

TEST(Contours, EvenLevelsShareTheValuesAndWriteZeroWithoutASign) {
  std::vector<double> sorted;
  for (int i = -500; i <= 500; ++i) sorted.push_back(i * std::abs(i) / 1000.0 - 0.05);
  const auto levels = even_levels(sorted, 15);
  ASSERT_EQ(levels.size(), 15u);
  EXPECT_TRUE(std::ranges::is_sorted(levels));
  for (size_t i = 1; i < levels.size(); ++i) {
    const auto between =
        std::ranges::count_if(sorted, [&](double value) { return value > levels[i - 1] && value <= levels[i]; });
    EXPECT_NEAR(static_cast<double>(between), 1001.0 / 15, 25) << levels[i - 1] << " to " << levels[i];
  }
  const auto zero = std::ranges::find(levels, 0.0);
  ASSERT_NE(zero, levels.end());
  EXPECT_FALSE(std::signbit(*zero));
}

}  // namespace
}  // namespace saddle::plot
