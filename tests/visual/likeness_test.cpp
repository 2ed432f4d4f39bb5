#include "visual/likeness.h"

#include <gtest/gtest.h>

namespace saddle::visual {
namespace {

PixelImage paper(int width = 40, int height = 30) {
  return {width, height, 3, std::vector<uint8_t>(static_cast<size_t>(3 * width * height), 20)};
}

void fill(PixelImage& image, int left, int top, int right, int bottom, uint8_t value) {
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x)
      std::fill_n(&image.pixels[static_cast<size_t>((y * image.width + x) * 3)], 3, value);
  }
}

TEST(Likeness, NothingDiffersFromItself) {
  PixelImage image = paper();
  fill(image, 5, 5, 20, 8, 200);
  EXPECT_EQ(compare(image, image).different, 0);
}

TEST(Likeness, AnEdgeThatIsShadedOtherwiseIsForgiven) {
  PixelImage one = paper(), other = paper();
  fill(one, 5, 5, 20, 8, 200);
  fill(other, 5, 5, 20, 8, 200);
  fill(other, 20, 5, 21, 8, 110);  // antialiased where the other is not
  fill(other, 10, 5, 12, 6, 190);
  EXPECT_EQ(compare(one, other).different, 0);
}

TEST(Likeness, ALineThatMovedByTwoPixelsIsNot) {
  PixelImage one = paper(), other = paper();
  fill(one, 5, 5, 30, 6, 200);
  fill(other, 5, 7, 30, 8, 200);
  EXPECT_GT(compare(one, other).different, 40);
}

TEST(Likeness, AnotherColorIsNotAndIsMarked) {
  PixelImage one = paper(), other = paper();
  fill(one, 5, 5, 15, 15, 200);
  fill(other, 5, 5, 15, 15, 150);
  const Likeness found = compare(one, other);
  EXPECT_EQ(found.different, 100);
  const auto channel = [&](int x, int y, int k) {
    return int{found.marked.pixels[static_cast<size_t>((y * 40 + x) * 3 + k)]};
  };
  EXPECT_EQ(channel(7, 7, 0), 255);
  EXPECT_EQ(channel(7, 7, 1), 0);
  EXPECT_EQ(channel(30, 20, 0), channel(30, 20, 1));
}

TEST(Likeness, AnotherSizeDiffersEverywhere) { EXPECT_EQ(compare(paper(40, 30), paper(41, 30)).different, 1200); }

}  // namespace
}  // namespace saddle::visual
