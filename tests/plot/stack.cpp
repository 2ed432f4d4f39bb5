// Figures above each other with one x axis.
#include <gtest/gtest.h>

#include "plot/figure.h"
#include "plot/screen.h"

namespace saddle::plot {
namespace {

struct TwoFigures {
  std::vector<Point> upper, lower;
  Screen screen;
  Context context;
  FigureReport above, below;

  explicit TwoFigures(double factor = 1) {
    for (int i = 0; i <= 100; ++i) upper.push_back({static_cast<double>(i), factor * i});
    for (int i = 0; i <= 60; ++i) lower.push_back({static_cast<double>(i), 0.5});
    frame();
    frame();
  }
  void frame() {
    screen.frame([this] {
      const auto draw = [this](const char* label, const std::vector<Point>& points) {
        Figure figure(context, label, {.size = {0, 300}, .stack = "one"});
        figure.line("line", series(points));
        return figure.draw();
      };
      above = draw("above", upper);
      below = draw("below", lower);
    });
  }
};

TEST(Stack, SharesTheRangeThatTheLongestLineNeeds) {
  const TwoFigures two;
  EXPECT_EQ(two.above.layout.view.x.range, two.below.layout.view.x.range);
  EXPECT_GE(two.below.layout.view.x.range.max, 100);
}

TEST(Stack, BeginsAtOnePixelHoweverWideTheLabels) {
  const TwoFigures two(123456.789);
  EXPECT_EQ(two.above.layout.view.area.min.x, two.below.layout.view.area.min.x);
  EXPECT_EQ(two.above.layout.view.area.max.x, two.below.layout.view.area.max.x);
}

TEST(Stack, ALineThatGrowsAboveIsFollowedBelowInTheSameFrame) {
  TwoFigures two;
  for (int i = 101; i < 500; ++i) two.upper.push_back({static_cast<double>(i), 1.0});
  two.frame();
  EXPECT_EQ(two.above.layout.view.x.range, two.below.layout.view.x.range);
  EXPECT_GE(two.below.layout.view.x.range.max, 499);
}

TEST(Stack, ZoomingOneZoomsTheOther) {
  TwoFigures two;
  two.screen.move(two.below.layout.view.area.center());
  two.frame();
  two.screen.wheel(3);
  two.frame();
  two.frame();
  EXPECT_LT(two.below.layout.view.x.range.span(), 90);
  EXPECT_EQ(two.above.layout.view.x.range, two.below.layout.view.x.range);
  EXPECT_NE(two.above.layout.view.y.range, two.below.layout.view.y.range);
}

TEST(Stack, ShrinksAgainWithItsData) {
  TwoFigures two;
  two.upper.resize(11);
  two.lower.resize(11);
  two.frame();
  two.frame();
  EXPECT_LT(two.above.layout.view.x.range.max, 12);
  EXPECT_EQ(two.above.layout.view.x.range, two.below.layout.view.x.range);
}

}  // namespace
}  // namespace saddle::plot
