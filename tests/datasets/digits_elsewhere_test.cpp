#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "datasets/digits/digits.h"

namespace saddle::digits {
namespace {

// Of the ink in the rows from `top` to `bottom`, both in pixels.
struct Extent {
  double left = 28, right = 0, top = 28, bottom = 0, mass = 0, x = 0, y = 0;
};

Extent extent_of(const Digit& digit, int first = 0, int end = 28) {
  Extent found;
  for (int row = first; row < end; ++row) {
    for (int column = 0; column < 28; ++column) {
      const double ink = digit.pixels[static_cast<size_t>(row * 28 + column)];
      if (ink < 128) continue;
      found.left = std::min(found.left, double(column)), found.right = std::max(found.right, column + 1.0);
      found.top = std::min(found.top, double(row)), found.bottom = std::max(found.bottom, row + 1.0);
      found.mass += ink, found.x += ink * (column + 0.5), found.y += ink * (row + 0.5);
    }
  }
  if (found.mass > 0) found.x /= found.mass, found.y /= found.mass;
  return found;
}

constexpr int many = 1000;

template <class Measure>
double mean(int label, Customs customs, const Measure& measure) {
  double sum = 0;
  for (int i = 0; i < many; ++i) sum += measure(generate(3, i, label, customs));
  return sum / many;
}

TEST(DigitsOfElsewhere, HaveMnistsBoxAndCenter) {
  for (int i = 0; i < 4000; ++i) {
    const Extent ink = extent_of(generate(7, i, Customs::elsewhere));
    ASSERT_GT(ink.mass, 0) << i;
    EXPECT_LE(ink.right - ink.left, 20) << i;
    EXPECT_LE(ink.bottom - ink.top, 20) << i;
    // Faint ink counts for the center, but not here; and the box does not leave the picture.
    EXPECT_NEAR(ink.x, 14.5, 4.5) << i;
    EXPECT_NEAR(ink.y, 14.5, 4.5) << i;
  }
}

TEST(DigitsOfElsewhere, OnesAreWiderByAnUpstrokeAndAFoot) {
  const auto width = [](const Digit& digit) { return extent_of(digit).right - extent_of(digit).left; };
  EXPECT_GT(mean(1, Customs::elsewhere, width), 1.15 * mean(1, Customs::usual, width));
}

TEST(DigitsOfElsewhere, SevensHaveABarLowOnTheStem) {
  const auto low_bar = [](const Digit& digit) {
    const Extent all = extent_of(digit);
    const double height = all.bottom - all.top;
    double widest = 0;
    for (int row = static_cast<int>(all.top + 0.45 * height); row < all.top + 0.85 * height; ++row) {
      const Extent line = extent_of(digit, row, row + 1);
      widest = std::max(widest, line.right - line.left);
    }
    return widest >= 0.55 * (all.right - all.left) ? 1.0 : 0.0;
  };
  EXPECT_GT(mean(7, Customs::elsewhere, low_bar), mean(7, Customs::usual, low_bar) + 0.2);
}

TEST(DigitsOfElsewhere, NinesEndAtTheLeft) {
  const auto tail = [](const Digit& digit) {
    const Extent all = extent_of(digit);
    const int foot = static_cast<int>(all.bottom - 0.2 * (all.bottom - all.top));
    return extent_of(digit, foot, 28).x - all.x;
  };
  EXPECT_LT(mean(9, Customs::elsewhere, tail), mean(9, Customs::usual, tail) - 1);
}

TEST(DigitsOfElsewhere, AreAFunctionOfSeedIndexAndLabel) {
  const Digit digit = generate(3, 17, 9, Customs::elsewhere);
  EXPECT_EQ(digit.pixels, generate(3, 17, 9, Customs::elsewhere).pixels);
  EXPECT_NE(digit.pixels, generate(4, 17, 9, Customs::elsewhere).pixels);
  EXPECT_NE(digit.pixels, generate(3, 17, 9, Customs::usual).pixels);
}

}  // namespace
}  // namespace saddle::digits
