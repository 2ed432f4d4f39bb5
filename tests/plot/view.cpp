#include "plot/view.h"

#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace saddle::plot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(View, PixelsAndDataGoThereAndBack) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> u(0, 1);
  for (const Scale scale : {Scale::linear, Scale::log}) {
    for (const bool inverted : {false, true}) {
      const View view{{scale, {0.003, 70}, false}, {scale, {2, 9000}, inverted}, {{31, 17}, {631, 417}}};
      for (int i = 0; i < 200; ++i) {
        const double x = view.x.from_unit(u(random)), y = view.y.from_unit(u(random));
        EXPECT_NEAR(view.x.from_unit(view.x.to_unit(x)) / x, 1, 1e-12);
        EXPECT_NEAR(view.data_x(static_cast<float>(view.pixel_x(x))) / x, 1, 1e-3);
        EXPECT_NEAR(view.data_y(static_cast<float>(view.pixel_y(y))) / y, 1, 1e-3);
      }
    }
  }
}

TEST(View, LargerValuesAreHigherOnTheScreenUnlessInverted) {
  View view{{}, {}, {{0, 0}, {100, 100}}};
  EXPECT_LT(view.pixel_y(0.9), view.pixel_y(0.1));
  view.y.inverted = true;
  EXPECT_GT(view.pixel_y(0.9), view.pixel_y(0.1));
}

TEST(Axis, ZoomKeepsWhatLiesUnderTheCursor) {
  for (const Scale scale : {Scale::linear, Scale::log}) {
    for (const bool inverted : {false, true}) {
      for (const double factor : {0.3, 0.87, 1.4}) {
        Axis axis{scale, {0.5, 800}, inverted};
        const double value = axis.from_unit(0.37);
        axis.zoom(0.37, factor);
        EXPECT_NEAR(axis.from_unit(0.37), value, 1e-9 * value);
      }
    }
  }
}

TEST(Axis, PanMovesByPartsOfTheAxis) {
  Axis axis{Scale::linear, {10, 20}};
  axis.pan(0.25);
  EXPECT_DOUBLE_EQ(axis.range.min, 12.5);
  EXPECT_DOUBLE_EQ(axis.range.max, 22.5);
  Axis log{Scale::log, {1, 100}};
  log.pan(0.5);
  EXPECT_NEAR(log.range.min, 10, 1e-9);
  EXPECT_NEAR(log.range.max, 1000, 1e-6);
}

TEST(Axis, StopsZoomingWhereADoubleCannotFollow) {
  for (const Scale scale : {Scale::linear, Scale::log}) {
    Axis axis{scale, {1, 2}};
    for (int i = 0; i < 2000; ++i) axis.zoom(0.5, 0.5);
    EXPECT_LT(axis.range.min, axis.range.max);
    for (int i = 0; i < 20000; ++i) axis.zoom(0.5, 2);
    EXPECT_TRUE(std::isfinite(axis.range.max) && std::isfinite(axis.range.min));
    EXPECT_LT(axis.range.min, axis.range.max);
  }
}

TEST(Fit, LeavesTheMarginOnBothSides) {
  const Range range = fit({10, 20}, Scale::linear, 0.05);
  EXPECT_DOUBLE_EQ(range.min, 9.5);
  EXPECT_DOUBLE_EQ(range.max, 20.5);
  const Range log = fit({1, 100}, Scale::log, 0.5);
  EXPECT_NEAR(log.min, 0.1, 1e-12);
  EXPECT_NEAR(log.max, 1000, 1e-9);
}

TEST(Fit, GivesRoomToASingleValue) {
  for (const double value : {0.0, 1.0, -3.5, 1e12, 1e-12}) {
    const Range range = fit({value, value}, Scale::linear, 0.05);
    EXPECT_LT(range.min, value);
    EXPECT_GT(range.max, value);
  }
  const Range log = fit({5, 5}, Scale::log, 0);
  EXPECT_LT(log.min, 5);
  EXPECT_GT(log.max, 5);
}

TEST(Fit, OfNothingIsAnAxisThatCanBeDrawn) {
  EXPECT_EQ(fit({}, Scale::linear, 0.1), (Range{0, 1}));
  EXPECT_EQ(fit({}, Scale::log, 0.1), (Range{1, 10}));
  EXPECT_EQ(fit({-5, -1}, Scale::log, 0.1), (Range{1, 10}));
}

TEST(Range, IgnoresWhatIsNotFinite) {
  Range range;
  for (const double value : {nan, 2.0, infinity, -infinity, 5.0}) range.include(value);
  EXPECT_EQ(range, (Range{2, 5}));
}

TEST(View, EqualizedShowsUnitsOfTheSameLength) {
  for (const ImVec2 size : {ImVec2{300, 100}, ImVec2{100, 300}}) {
    View view{{Scale::linear, {-10, 10}}, {Scale::linear, {-5, 5}}, {{0, 0}, size}};
    view.equalize();
    const double across = view.pixel_x(1) - view.pixel_x(0), up = view.pixel_y(0) - view.pixel_y(1);
    EXPECT_NEAR(across, up, 1e-3);
    EXPECT_LE(view.x.range.min, -10 + 1e-9);
    EXPECT_LE(view.y.range.min, -5 + 1e-9);
  }
}

}  // namespace
}  // namespace saddle::plot
