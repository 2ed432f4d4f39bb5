#include "saddle/canvas.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "datasets/digits/digits.h"
#include "datasets/mnist_file.h"

namespace saddle {
namespace {

struct Spot {
  double x, y;
};

// Draws a chain of lines in a unit square that is `size` pixels wide with its corner at (left, top).
Picture drawn(int width, int height, const std::vector<Spot>& chain, double left, double top, double size, double pen) {
  Picture picture{width, height, std::vector<float>(static_cast<size_t>(width) * height, 0.0f)};
  for (size_t k = 1; k < chain.size(); ++k) {
    const double ax = left + size * chain[k - 1].x, ay = top + size * chain[k - 1].y;
    const double dx = left + size * chain[k].x - ax, dy = top + size * chain[k].y - ay;
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        const double px = column + 0.5 - ax, py = row + 0.5 - ay;
        const double t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        const double away = std::hypot(px - t * dx, py - t * dy);
        float& ink = picture.ink[row * width + column];
        ink = std::max(ink, static_cast<float>(std::clamp(pen / 2 - away + 0.5, 0.0, 1.0)));
      }
    }
  }
  return picture;
}

const std::vector<Spot> seven{{0.2, 0}, {0.8, 0}, {0.4, 1}};
const std::vector<Spot> two{{0.1, 0.25}, {0.4, 0}, {0.7, 0.2}, {0.6, 0.5}, {0, 1}, {0.8, 0.95}};

std::vector<uint8_t> grey_of(const Picture& picture, double paper, double ink) {
  std::vector<uint8_t> grey;
  for (const float value : picture.ink)
    grey.push_back(static_cast<uint8_t>(std::lround(paper + (ink - paper) * value)));
  return grey;
}

template <class A, class B>
double difference(const A& a, const B& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += std::abs(a[i] - b[i]);
  return sum / static_cast<double>(a.size());
}
double mass(const std::array<float, 784>& form) { return std::accumulate(form.begin(), form.end(), 0.0); }

TEST(Canvas, AnEmptyCanvasGivesNothing) {
  EXPECT_EQ(mass(mnist_form({})), 0);
  EXPECT_EQ(mass(mnist_form({100, 80, std::vector<float>(8000, 0.0f)})), 0);
  EXPECT_EQ(mass(mnist_form({100, 80, std::vector<float>(8000, 0.02f)})), 0);
}

TEST(Canvas, ADrawingFillsABoxOf20WithItsMassInTheMiddle) {
  for (const auto& chain : {seven, two}) {
    const auto form = mnist_form(drawn(300, 200, chain, 60, 30, 120, 14));
    double x = 0, y = 0;
    int left = 28, top = 28, right = 0, bottom = 0;
    for (int i = 0; i < 784; ++i) {
      x += form[i] * (i % 28), y += form[i] * (i / 28);
      if (form[i] < 0.2f) continue;
      left = std::min(left, i % 28), right = std::max(right, i % 28 + 1);
      top = std::min(top, i / 28), bottom = std::max(bottom, i / 28 + 1);
    }
    EXPECT_NEAR(x / mass(form), 14, 0.51);
    EXPECT_NEAR(y / mass(form), 14, 0.51);
    EXPECT_EQ(bottom - top, 20);
    EXPECT_LE(right - left, 20);
  }
}

TEST(Canvas, AspectIsPreserved) {
  const auto wide = mnist_form(drawn(400, 400, {{0, 0}, {1, 0}, {1, 0.5}, {0, 0.5}, {0, 0}}, 50, 50, 300, 44));
  int columns = 0, rows = 0;
  for (int i = 0; i < 28; ++i) {
    bool column = false, row = false;
    for (int k = 0; k < 28; ++k) column |= wide[k * 28 + i] > 0.5f, row |= wide[i * 28 + k] > 0.5f;
    columns += column, rows += row;
  }
  EXPECT_EQ(columns, 20);
  EXPECT_NEAR(rows, 20 * 194 / 344.0, 1);
}

TEST(Canvas, WhereItWasDrawnMakesNoDifference) {
  const auto here = mnist_form(drawn(400, 300, two, 20, 15, 150, 16));
  const auto there = mnist_form(drawn(400, 300, two, 220, 100, 150, 16));
  EXPECT_LT(difference(here, there), 1e-5);
}

TEST(Canvas, HowLargeItWasDrawnMakesLittleDifference) {
  const auto usual = mnist_form(drawn(600, 600, two, 100, 100, 400, 50));
  for (const double share : {1.2, 0.5, 0.25, 0.1}) {
    const auto other = mnist_form(drawn(600, 600, two, 60, 70, 400 * share, 50 * share));
    EXPECT_LT(difference(usual, other), 0.02) << share;
  }
}

TEST(Canvas, APenOf40On560WritesLikeMnist) {
  const auto form = mnist_form(drawn(560, 560, {{0.5, 0}, {0.5, 1}}, 80, 80, 400, 40));
  double width = 0;
  for (int column = 0; column < 28; ++column) width += form[14 * 28 + column];
  EXPECT_GT(width, 1.6);
  EXPECT_LT(width, 3);
}

TEST(Canvas, AHairlineIsNeitherLostNorFaint) {
  const auto usual = mnist_form(drawn(560, 560, two, 80, 80, 400, 44));
  for (const double pen : {1.0, 3.0, 8.0}) {
    const auto form = mnist_form(drawn(560, 560, two, 80, 80, 400, pen));
    EXPECT_GT(*std::max_element(form.begin(), form.end()), 0.95f);
    EXPECT_NEAR(mass(form), mass(usual), 0.3 * mass(usual)) << pen;
    EXPECT_LT(difference(form, usual), 0.05) << pen;
  }
}

TEST(Canvas, AFatPenIsMadeFiner) {
  const std::vector<Spot> ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
  const auto form = mnist_form(drawn(400, 400, ring, 100, 100, 200, 110));
  const double plain = 20.0 * 110 / 310;  // how wide the line would be
  double width = 0;
  for (int column = 0; column < 14; ++column) width += form[14 * 28 + column];
  EXPECT_LT(width, 0.9 * plain);
}

TEST(Canvas, FaintInkIsDarkened) {
  Picture picture = drawn(200, 200, two, 30, 30, 140, 16);
  const auto dark = mnist_form(picture);
  for (float& ink : picture.ink) ink *= 0.3f;
  EXPECT_LT(difference(mnist_form(picture), dark), 1e-3);
}

TEST(Canvas, SpecksAndHazeDoNotCount) {
  Picture picture = drawn(300, 300, seven, 100, 80, 120, 14);
  const auto clean = mnist_form(picture);
  Rng rng(3);
  for (float& ink : picture.ink) ink = std::max(ink, static_cast<float>(0.1 * rng.uniform()));
  picture.ink[2 * 300 + 4] = 1;       // a hard speck in a corner
  picture.ink[290 * 300 + 7] = 0.3f;  // a faint one
  picture.ink[291 * 300 + 290] = 0.6f;
  EXPECT_LT(difference(mnist_form(picture), clean), 0.01);
}

TEST(Canvas, ADetachedPartOfTheDigitCounts) {
  const Picture body = drawn(300, 300, {{0.1, 0.2}, {0.1, 0.5}, {0.6, 0.6}, {0.1, 1}}, 50, 50, 200, 16);
  const Picture cap = drawn(300, 300, {{0.2, 0}, {0.7, 0}}, 50, 50, 200, 16);
  Picture both = body;
  for (size_t i = 0; i < both.ink.size(); ++i) both.ink[i] = std::max(both.ink[i], cap.ink[i]);
  EXPECT_GT(difference(mnist_form(both), mnist_form(body)), 0.03);
}

TEST(Canvas, DarkOnBrightAndBrightOnDarkAreTheSame) {
  const Picture picture = drawn(120, 100, two, 20, 10, 70, 8);
  const Picture chalk = from_grey(120, 100, grey_of(picture, 10, 240).data());
  const Picture pencil = from_grey(120, 100, grey_of(picture, 240, 10).data());
  const Picture dim = from_grey(120, 100, grey_of(picture, 110, 20).data());  // paper darker than middle gray
  EXPECT_LT(difference(chalk.ink, picture.ink), 0.01);
  EXPECT_LT(difference(pencil.ink, picture.ink), 0.01);
  EXPECT_LT(difference(dim.ink, picture.ink), 0.01);
}

TEST(Canvas, UnevenPaperIsNotInk) {
  const Picture picture = drawn(280, 280, two, 60, 50, 170, 16);
  std::vector<uint8_t> grey = grey_of(picture, 215, 40);
  Rng rng(8);
  for (int i = 0; i < 280 * 280; ++i) {
    grey[i] = static_cast<uint8_t>(std::clamp(grey[i] + rng.uniform(-8, 8) + 15.0 * (i % 280) / 280, 0.0, 255.0));
  }
  EXPECT_LT(difference(mnist_form(from_grey(280, 280, grey.data())), mnist_form(picture)), 0.025);
}

// A photograph shows the digit that a small picture of it shows.
TEST(Canvas, AHugePictureIsAveragedAndReadAlike) {
  const Picture picture = drawn(600, 400, two, 150, 50, 250, 25);
  const std::vector<uint8_t> small = grey_of(picture, 215, 40);
  const int wide = 600 * 5, high = 400 * 5;
  std::vector<uint8_t> huge(static_cast<size_t>(wide) * high);
  for (int row = 0; row < high; ++row) {
    for (int column = 0; column < wide; ++column) huge[row * wide + column] = small[row / 5 * 600 + column / 5];
  }
  const Picture read = from_grey(wide, high, huge.data());
  EXPECT_EQ(read.width, 1024);
  EXPECT_EQ(read.height, 683);
  EXPECT_LT(difference(mnist_form(read), mnist_form(from_grey(600, 400, small.data()))), 0.01);
  EXPECT_EQ(from_grey(5000, 1, huge.data()).height, 1) << "a line";
}

TEST(Canvas, ABlankSheetHasNoInk) {
  std::vector<uint8_t> grey(64 * 64);
  Rng rng(1);
  for (uint8_t& value : grey) value = static_cast<uint8_t>(200 + rng.below(4));
  const Picture picture = from_grey(64, 64, grey.data());
  EXPECT_LT(*std::max_element(picture.ink.begin(), picture.ink.end()), 0.2f);
  EXPECT_EQ(mass(mnist_form(from_grey(64, 64, std::vector<uint8_t>(64 * 64, 77).data()))), 0);
}

// How far images that have the form already are from what becomes of them: mean over all, and how many stay exactly.
struct Change {
  double mean = 0;
  int same = 0;
};
Change change(const std::vector<std::array<uint8_t, 784>>& images) {
  Change result;
  for (const auto& image : images) {
    const auto form = mnist_form(from_grey(28, 28, image.data()));
    std::array<float, 784> before;
    for (int i = 0; i < 784; ++i) before[i] = static_cast<float>(image[i]) / 255;
    const double moved = difference(form, before);
    result.mean += moved / static_cast<double>(images.size());
    result.same += moved < 1e-4;
  }
  return result;
}

TEST(Canvas, ProceduralDigitsStayWhatTheyAre) {
  std::vector<std::array<uint8_t, 784>> images;
  for (int i = 0; i < 1000; ++i) images.push_back(digits::generate(4, i).pixels);
  const Change result = change(images);
  EXPECT_LT(result.mean, 0.005);
  EXPECT_GT(result.same, 800);
}

TEST(Canvas, MnistStaysWhatItIs) {
  constexpr int count = 2000;
  const auto bytes = test::mnist_test_images(count);
  if (bytes.empty()) GTEST_SKIP() << "needs $SADDLE_DATA/mnist";
  std::vector<std::array<uint8_t, 784>> images(count);
  for (int i = 0; i < count; ++i) std::copy_n(&bytes[i * 784], 784, images[i].begin());
  const Change result = change(images);
  EXPECT_LT(result.mean, 0.002);
  EXPECT_GT(result.same, count * 8 / 10);
}

}  // namespace
}  // namespace saddle
