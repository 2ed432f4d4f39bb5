#include "datasets/digits/digits.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "datasets/mnist_file.h"

namespace saddle::digits {
namespace {

using Pixels = std::array<uint8_t, 784>;

std::vector<Digit> many(int count, uint64_t seed = 1) {
  std::vector<Digit> all;
  for (int i = 0; i < count; ++i) all.push_back(generate(seed, i));
  return all;
}

struct Moments {
  double mass = 0, x = 0, y = 0, slant = 0;
  int left = 28, top = 28, right = 0, bottom = 0;
};
Moments moments(const Pixels& pixels) {
  Moments m;
  for (int i = 0; i < 784; ++i) {
    const double ink = pixels[i] / 255.0;
    m.mass += ink, m.x += ink * (i % 28), m.y += ink * (i / 28);
    if (pixels[i] == 0) continue;
    m.left = std::min(m.left, i % 28), m.right = std::max(m.right, i % 28 + 1);
    m.top = std::min(m.top, i / 28), m.bottom = std::max(m.bottom, i / 28 + 1);
  }
  m.x /= m.mass, m.y /= m.mass;
  double xy = 0, yy = 0;
  for (int i = 0; i < 784; ++i) {
    const double ink = pixels[i] / 255.0;
    xy += ink * (i % 28 - m.x) * (i / 28 - m.y), yy += ink * (i / 28 - m.y) * (i / 28 - m.y);
  }
  m.slant = -xy / yy;
  return m;
}

// How many regions of paper the ink encloses: 0 for a plain 1, 1 for a 0, 2 for an 8.
int holes(const Pixels& pixels) {
  std::array<bool, 784> seen{};
  int regions = 0;
  for (int start = 0; start < 784; ++start) {
    if (seen[start] || pixels[start] >= 100) continue;
    int size = 0;
    std::vector<int> open{start};
    seen[start] = true;
    while (!open.empty()) {
      const int at = open.back();
      open.pop_back();
      ++size;
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        const int x = at % 28 + dx, y = at / 28 + dy, next = y * 28 + x;
        if (x < 0 || x > 27 || y < 0 || y > 27 || seen[next] || pixels[next] >= 100) continue;
        seen[next] = true;
        open.push_back(next);
      }
    }
    if (size > 1) ++regions;
  }
  return regions - 1;
}

int distance(const uint8_t* a, const uint8_t* b) {
  int sum = 0;
  for (int i = 0; i < 784; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

// The label of the one that looks most like it.
int nearest(const uint8_t* pixels, const std::vector<Digit>& known) {
  const auto found = std::min_element(known.begin(), known.end(), [&](const Digit& a, const Digit& b) {
    return distance(pixels, a.pixels.data()) < distance(pixels, b.pixels.data());
  });
  return found->label;
}

TEST(Digits, SeedAndIndexAloneDecideADigit) {
  const auto forwards = many(200);
  for (int i = 199; i >= 0; --i) {
    EXPECT_EQ(generate(1, i).pixels, forwards[i].pixels);
    EXPECT_EQ(generate(1, i, forwards[i].label).pixels, forwards[i].pixels);
  }
}

TEST(Digits, NoTwoAreTheSame) {
  std::set<Pixels> all;
  for (const uint64_t seed : {1, 2, 3}) {
    for (const Digit& digit : many(1000, seed)) all.insert(digit.pixels);
  }
  EXPECT_EQ(all.size(), 3000u);
}

TEST(Digits, AnyTenHoldEachLabelOnceInVaryingOrder) {
  const auto all = many(1000);
  std::set<std::vector<int>> orders;
  for (int i = 0; i < 1000; i += 10) {
    std::vector<int> labels;
    for (int k = 0; k < 10; ++k) labels.push_back(all[i + k].label);
    orders.insert(labels);
    std::sort(labels.begin(), labels.end());
    EXPECT_EQ(labels, (std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  }
  EXPECT_GT(orders.size(), 95u);
}

TEST(Digits, TheWishedLabelIsWritten) {
  for (int label = 0; label < 10; ++label) EXPECT_EQ(generate(7, 123, label).label, label);
}

TEST(Digits, HugeIndicesWork) { EXPECT_GT(moments(generate(1, int64_t{1} << 50).pixels).mass, 10); }

TEST(Digits, InkFillsABoxOf20By20) {
  for (const Digit& digit : many(2000)) {
    const Moments m = moments(digit.pixels);
    EXPECT_LE(m.right - m.left, 20);
    EXPECT_LE(m.bottom - m.top, 20);
    EXPECT_GE(std::max(m.right - m.left, m.bottom - m.top), 18);
  }
}

TEST(Digits, CentresOfMassLieInPixel14AsInMnist) {
  int close = 0;
  for (const Digit& digit : many(2000)) {
    const Moments m = moments(digit.pixels);
    close += std::abs(m.x - 14) <= 0.51 && std::abs(m.y - 14) <= 0.51;
  }
  EXPECT_GT(close, 1980);
}

TEST(Digits, InkIsAsDarkAndAsMuchAsInMnist) {
  double total = 0;
  for (const Digit& digit : many(2000)) {
    EXPECT_GT(*std::max_element(digit.pixels.begin(), digit.pixels.end()), 180);
    const double mass = moments(digit.pixels).mass;
    EXPECT_GT(mass, 15);
    EXPECT_LT(mass, 330);
    total += mass;
  }
  EXPECT_NEAR(total / 2000 / 784, 0.1307, 0.01);  // MNIST's mean
}

TEST(Digits, SlantsSpreadToBothSidesAndLeanRight) {
  double sum = 0, squares = 0;
  int left = 0;
  const auto all = many(3000);
  for (const Digit& digit : all) {
    const double slant = moments(digit.pixels).slant;
    sum += slant, squares += slant * slant, left += slant < -0.1;
  }
  const double mean = sum / 3000, deviation = std::sqrt(squares / 3000 - mean * mean);
  EXPECT_GT(mean, 0.05);
  EXPECT_LT(mean, 0.3);
  EXPECT_GT(deviation, 0.18);
  EXPECT_LT(deviation, 0.4);
  EXPECT_GT(left, 150);
}

TEST(Digits, StrokesEncloseWhatTheyShould) {
  std::map<int, std::map<int, int>> count;  // label, holes
  for (const Digit& digit : many(5000)) ++count[digit.label][holes(digit.pixels)];
  const auto share = [&](int label, int with) { return count[label][with] / 500.0; };
  EXPECT_GT(share(0, 1), 0.7);
  EXPECT_GT(share(1, 0), 0.97);
  EXPECT_GT(share(3, 0), 0.7);
  EXPECT_GT(share(5, 0), 0.85);
  EXPECT_GT(share(6, 1), 0.5);
  EXPECT_GT(share(7, 0), 0.85);
  EXPECT_GT(share(8, 2), 0.4);
  EXPECT_GT(share(8, 1) + share(8, 2), 0.85);
  EXPECT_GT(share(9, 1), 0.5);
}

TEST(Digits, ThereIsMoreThanOneWayToWriteADigit) {
  std::map<int, std::map<int, int>> count;
  for (const Digit& digit : many(5000)) ++count[digit.label][holes(digit.pixels)];
  EXPECT_GT(count[4][0], 100);  // open
  EXPECT_GT(count[4][1], 50);   // closed
  EXPECT_GT(count[2][0], 100);  // a sharp heel
  EXPECT_GT(count[2][1], 50);   // a loop
  EXPECT_GT(count[6][0], 10);   // a loop that stays open
  EXPECT_GT(count[8][1], 20);   // open at the top
}

TEST(Digits, ALookAlikeHasTheSameLabel) {
  const auto known = many(3000), asked = many(400, 2);
  int right = 0;
  for (const Digit& digit : asked) right += nearest(digit.pixels.data(), known) == digit.label;
  EXPECT_GT(right, 320);
}

TEST(Digits, LookAlikesOfMnistHaveItsLabels) {
  constexpr int count = 500;
  const auto images = test::mnist_test_images(count), labels = test::mnist_test_labels(count);
  if (images.empty() || labels.empty()) GTEST_SKIP() << "needs $SADDLE_DATA/mnist";
  const auto known = many(5000);
  int right = 0;
  for (int i = 0; i < count; ++i) right += nearest(&images[i * 784], known) == labels[i];
  RecordProperty("right", right);
  EXPECT_GT(right, count * 85 / 100);
}

}  // namespace
}  // namespace saddle::digits
