#include "train/augment/augment.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "train/augment/elastic.h"
#include "train/augment/stroke.h"
#include "train/augment/warp.h"

namespace saddle {
namespace {

using augmentation::Affine;
using Image = std::vector<float>;

Image speckled(int count, uint64_t seed = 5) {
  Rng rng(seed);
  Image image(count);
  for (float& value : image) value = static_cast<float>(rng.uniform());
  return image;
}
// A disk in 28 x 28, its rim soft.
Image disk(double radius) {
  Image image(784);
  for (int i = 0; i < 784; ++i) {
    image[i] = static_cast<float>(std::clamp(radius + 0.5 - std::hypot(i % 28 - 13.5, i / 28 - 13.5), 0.0, 1.0));
  }
  return image;
}
// A vertical bar in 28 x 28, `width` columns wide, from the top edge to the bottom edge.
Image bar(int width) {
  Image image(784, 0.0f);
  for (int row = 0; row < 28; ++row) std::fill_n(&image[row * 28 + 10], width, 1.0f);
  return image;
}
double sum(const Image& image) {
  double total = 0;
  for (const float value : image) total += value;
  return total;
}
Image augmented(const AugmentationOptions& options, uint64_t key, const Image& in, int channels = 1, int height = 28,
                int width = 28) {
  Image out(in.size(), -1.0f);
  augment(options, key, channels, height, width, in.data(), out.data());
  return out;
}

TEST(Augment, ZeroAmountsLeaveAPictureAsItIs) {
  const Image image = speckled(784);
  EXPECT_FALSE(AugmentationOptions{}.any());
  EXPECT_EQ(augmented({}, 3, image), image);
}

TEST(Augment, AnyNoticesEveryAmount) {
  int amounts = 0;
  std::apply(
      [&](const auto&... f) {
        const auto test = [&](const auto& field) {
          AugmentationOptions options;
          options.*(field.member) = field.limits.max;
          const bool modifies = field.name == "elastic_sigma" || field.name == "share";  // what the others do
          EXPECT_EQ(options.any(), !modifies) << field.name;
          ++amounts;
        };
        (test(f), ...);
      },
      AugmentationOptions::fields());
  EXPECT_EQ(amounts, 10);
}

TEST(Augment, ShareLeavesTheOtherPicturesAsTheyAre) {
  const Image image = speckled(784);
  const AugmentationOptions options{.rotation = 20, .share = 0.75};
  int same = 0;
  for (uint64_t picture = 0; picture < 1000; ++picture) same += augmented(options, picture, image) == image;
  EXPECT_NEAR(same, 250, 60);  // four standard deviations
}

TEST(Augment, EqualKeysGiveEqualBitsAndOthersDiffer) {
  const AugmentationOptions options{.shift = 2, .rotation = 10, .stroke = 1, .elastic = 1, .noise = 0.1};
  const Image image = disk(7);
  std::set<Image> all;
  for (uint64_t key = 0; key < 50; ++key) {
    all.insert(augmented(options, key, image));
    EXPECT_EQ(augmented(options, key, image), augmented(options, key, image));
  }
  EXPECT_EQ(all.size(), 50u);
}

TEST(Augment, ShiftsSpreadEvenlyOverTheirRange) {
  Image dot(784, 0.0f);
  dot[14 * 28 + 14] = 1;
  double mean = 0, square = 0, most = 0;
  for (uint64_t key = 0; key < 2000; ++key) {
    const Image moved = augmented({.shift = 3}, key, dot);
    double x = 0;
    for (int i = 0; i < 784; ++i) x += moved[i] * (i % 28 - 14);
    mean += x / 2000, square += x * x / 2000, most = std::max(most, std::abs(x));
  }
  EXPECT_NEAR(mean, 0, 0.15);
  EXPECT_NEAR(square, 3, 0.25);  // a uniform number in -3 .. 3 has a variance of 9 / 3
  EXPECT_LE(most, 3.001);
  EXPECT_GT(most, 2.9);
}

// The angle of a bar, from its second moments.
TEST(Augment, RotationsSpreadEvenlyOverTheirRangeInDegrees) {
  Image bar(784, 0.0f);
  for (int row = 13; row < 15; ++row) std::fill_n(&bar[row * 28 + 4], 20, 1.0f);
  double square = 0, most = 0;
  for (uint64_t key = 0; key < 500; ++key) {
    const Image turned = augmented({.rotation = 12}, key, bar);
    double xx = 0, xy = 0, yy = 0;
    for (int i = 0; i < 784; ++i) {
      const double x = i % 28 - 13.5, y = i / 28 - 13.5;
      xx += turned[i] * x * x, xy += turned[i] * x * y, yy += turned[i] * y * y;
    }
    const double degrees = std::atan2(2 * xy, xx - yy) / 2 * 180 / std::numbers::pi;
    square += degrees * degrees / 500, most = std::max(most, std::abs(degrees));
  }
  EXPECT_NEAR(square, 12 * 12 / 3.0, 6);
  EXPECT_LE(most, 12.5);
  EXPECT_GT(most, 11.5);
}

TEST(Augment, ScaleChangesAreasWithinTheSquareOfItsRange) {
  const Image image = disk(7);
  double least = 9, most = 0;
  for (uint64_t key = 0; key < 500; ++key) {
    const double ratio = sum(augmented({.scale = 0.2}, key, image)) / sum(image);
    least = std::min(least, ratio), most = std::max(most, ratio);
  }
  EXPECT_NEAR(least, 1 / 1.44, 0.03);
  EXPECT_NEAR(most, 1.44, 0.03);
}

TEST(Augment, StretchKeepsTheArea) {
  const Image image = disk(7);
  for (uint64_t key = 0; key < 100; ++key) {
    EXPECT_NEAR(sum(augmented({.stretch = 0.3}, key, image)) / sum(image), 1, 0.02);
  }
}

TEST(Augment, NoiseHasAtMostItsDeviation) {
  const Image grey(784, 0.5f);
  double mean = 0, most = 0;
  for (uint64_t key = 0; key < 300; ++key) {
    double square = 0;
    for (const float value : augmented({.noise = 0.1}, key, grey)) square += (value - 0.5) * (value - 0.5) / 784;
    mean += std::sqrt(square) / 300, most = std::max(most, std::sqrt(square));
  }
  EXPECT_NEAR(mean, 0.05, 0.008);  // the deviation itself is uniform in 0 .. 0.1
  EXPECT_LT(most, 0.11);
}

TEST(Augment, ValuesStayBetween0And1WhateverHappens) {
  const AugmentationOptions all{.shift = 5,
                                .rotation = 180,
                                .scale = 1,
                                .stretch = 1,
                                .shear = 1,
                                .stroke = 4,
                                .elastic = 8,
                                .elastic_sigma = 16,
                                .noise = 1};
  for (const auto& [channels, height, width] : {std::tuple{1, 28, 28}, {3, 9, 17}, {2, 1, 5}, {1, 1, 1}}) {
    const Image image = speckled(channels * height * width);
    for (uint64_t key = 0; key < 30; ++key) {
      for (const float value : augmented(all, key, image, channels, height, width)) {
        ASSERT_GE(value, 0);
        ASSERT_LE(value, 1);
      }
    }
  }
}

TEST(Augment, ChannelsMoveTogether) {
  const Image plane = speckled(12 * 20);
  Image image;
  for (const float value : plane) image.insert(image.end(), {value, value / 2, value / 4});
  const AugmentationOptions options{.shift = 2, .rotation = 20, .shear = 0.2, .elastic = 1};
  const Image one = augmented(options, 9, plane, 1, 12, 20), three = augmented(options, 9, image, 3, 12, 20);
  for (size_t i = 0; i < one.size(); ++i) {
    EXPECT_NEAR(three[3 * i], one[i], 1e-6);
    EXPECT_NEAR(three[3 * i + 1], one[i] / 2, 1e-6);
    EXPECT_NEAR(three[3 * i + 2], one[i] / 4, 1e-6);
  }
}

TEST(Warp, WholePixelShiftsAreExact) {
  const int height = 9, width = 12, channels = 2;
  const Image image = speckled(height * width * channels);
  for (const auto& [dx, dy] : {std::pair{0, 0}, {3, 0}, {-2, 4}, {0, -5}, {12, 0}}) {
    Affine shift;
    shift.dx = dx, shift.dy = dy;
    Image out(image.size());
    augmentation::warp(shift, nullptr, channels, height, width, image.data(), out.data());
    for (int i = 0; i < height; ++i) {
      for (int j = 0; j < width; ++j) {
        for (int c = 0; c < channels; ++c) {
          const int y = i - dy, x = j - dx;
          const bool inside = y >= 0 && y < height && x >= 0 && x < width;
          ASSERT_EQ(out[(i * width + j) * channels + c], inside ? image[(y * width + x) * channels + c] : 0.0f);
        }
      }
    }
  }
}

TEST(Warp, AQuarterTurnGoesClockwise) {
  const Image image = speckled(49);
  Image out(49);
  augmentation::warp(Affine::rotation(std::numbers::pi / 2), nullptr, 1, 7, 7, image.data(), out.data());
  for (int row = 0; row < 7; ++row) {
    for (int column = 0; column < 7; ++column) {
      EXPECT_NEAR(out[column * 7 + 6 - row], image[row * 7 + column], 1e-5);  // the top row becomes the right column
    }
  }
}

TEST(Warp, TwoHalfTurnsGiveThePictureBack) {
  const Image image = speckled(784);
  Image once(784), twice(784);
  const Affine half = Affine::rotation(std::numbers::pi);
  augmentation::warp(half, nullptr, 1, 28, 28, image.data(), once.data());
  augmentation::warp(half, nullptr, 1, 28, 28, once.data(), twice.data());
  for (int i = 0; i < 784; ++i) {
    EXPECT_NEAR(once[783 - i], image[i], 1e-4);
    EXPECT_NEAR(twice[i], image[i], 2e-4);
  }
}

TEST(Warp, ShearMovesTheTopToTheRight) {
  Image image(49, 0.0f), out(49);
  image[0 * 7 + 3] = 1;  // three above the middle
  augmentation::warp(Affine::shearing(1), nullptr, 1, 7, 7, image.data(), out.data());
  EXPECT_EQ(out[0 * 7 + 6], 1);
}

TEST(Warp, AConstantDisplacementIsAShift) {
  const Image image = speckled(784);
  const augmentation::Displacement away{Image(784, 2.0f), Image(784, -3.0f)};
  Image moved(784), shifted(784);
  augmentation::warp({}, &away, 1, 28, 28, image.data(), moved.data());
  Affine shift;
  shift.dx = 2, shift.dy = -3;
  augmentation::warp(shift, nullptr, 1, 28, 28, image.data(), shifted.data());
  EXPECT_EQ(moved, shifted);
}

TEST(Stroke, WidthsChangeByAsManyPixels) {
  const Image image = bar(5);
  for (const double pixels : {-2.0, -1.0, -0.5, 0.0, 0.4, 1.0, 2.0, 3.0}) {
    Image out(784);
    augmentation::change_stroke(pixels, 1, 28, 28, image.data(), out.data());
    double width = 0;
    for (int column = 0; column < 28; ++column) width += out[14 * 28 + column];
    EXPECT_NEAR(width, 5 + pixels, 0.21) << pixels;
  }
}

TEST(Stroke, AFinerPenWritesAsDark) {
  const Image image = bar(2);
  Image out(784);
  augmentation::change_stroke(-4, 1, 28, 28, image.data(), out.data());
  EXPECT_GT(*std::max_element(out.begin(), out.end()), 0.85f);
  EXPECT_LT(sum(out), sum(image));
}

TEST(Stroke, WidthIsMeasured) {
  EXPECT_NEAR(augmentation::stroke_width(28, 28, bar(3).data()), 3, 0.2);
  EXPECT_EQ(augmentation::stroke_width(28, 28, Image(784, 0.0f).data()), 0);
}

TEST(Elastic, DisplacementsHaveTheirSizeAndNoBias) {
  for (const auto& [amount, sigma] : {std::pair{1.0, 4.0}, {0.5, 2.0}, {2.0, 8.0}}) {
    double mean = 0, square = 0;
    augmentation::Displacement field;
    for (uint64_t seed = 0; seed < 200; ++seed) {
      augmentation::draw_displacement(amount, sigma, seed, 28, 20, field);
      ASSERT_EQ(field.x.size(), 560u);
      for (int i = 0; i < 560; ++i) {
        mean += (field.x[i] + field.y[i]) / (2 * 560 * 200);
        square += (field.x[i] * field.x[i] + field.y[i] * field.y[i]) / (2.0 * 560 * 200);
      }
    }
    EXPECT_NEAR(std::sqrt(square), amount, 0.1 * amount);
    EXPECT_NEAR(mean, 0, 0.15 * amount);
  }
}

TEST(Elastic, NeighboursMoveAlikeAndTheAxesDoNot) {
  augmentation::Displacement field;
  double difference = 0, square = 0, cross = 0;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    augmentation::draw_displacement(1, 4, seed, 28, 28, field);
    for (int row = 0; row < 28; ++row) {
      for (int column = 0; column + 1 < 28; ++column) {
        const int i = row * 28 + column;
        difference += std::pow(field.x[i + 1] - field.x[i], 2);
        square += field.x[i] * field.x[i], cross += field.x[i] * field.y[i];
      }
    }
  }
  // Of a Gaussian blur: correlation exp(-1 / (4 sigma^2)) between neighbors, so differences of 2 (1 - that).
  EXPECT_NEAR(difference / square, 2 * (1 - std::exp(-1 / 64.0)), 0.01);
  EXPECT_NEAR(cross / square, 0, 0.15);
}

}  // namespace
}  // namespace saddle
