#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "datasets/digits/digits.h"
#include "datasets/mnist_file.h"
#include "saddle/experiment.h"
#include "saddle/trainer.h"
#include "sets.h"

namespace saddle::digits {
namespace {

std::vector<Digit> written(int count, uint64_t seed, Customs customs) {
  std::vector<Digit> all;
  for (int i = 0; i < count; ++i) all.push_back(generate(seed, i, customs));
  return all;
}

double apart(const Digit& a, const Digit& b) {
  double sum = 0;
  for (size_t i = 0; i < a.pixels.size(); ++i) {
    const double difference = (a.pixels[i] - b.pixels[i]) / 255.0;
    sum += difference * difference;
  }
  return std::sqrt(sum);
}

const Digit& nearest(const Digit& digit, const std::vector<Digit>& among) {
  return *std::ranges::min_element(among, {}, [&](const Digit& other) { return apart(digit, other); });
}

TEST(DigitsOfManyHands, HaveMnistsBoxAndCenter) {
  for (const Digit& digit : written(4000, 7, Customs::many)) {
    int left = 28, right = 0, top = 28, bottom = 0;
    double mass = 0, x = 0, y = 0;
    for (int i = 0; i < 784; ++i) {
      const double ink = digit.pixels[static_cast<size_t>(i)];
      if (ink == 0) continue;
      left = std::min(left, i % 28), right = std::max(right, i % 28 + 1);
      top = std::min(top, i / 28), bottom = std::max(bottom, i / 28 + 1);
      mass += ink, x += ink * (i % 28), y += ink * (i / 28);
    }
    ASSERT_GT(mass, 0);
    EXPECT_LE(right - left, 20);
    EXPECT_LE(bottom - top, 20);
    EXPECT_GE(std::max(right - left, bottom - top), 17);
    // The box does not leave the picture.
    EXPECT_NEAR(x / mass, 14, 4.5);
    EXPECT_NEAR(y / mass, 14, 4.5);
  }
}

TEST(DigitsOfManyHands, AreStillReadAsWhatTheyAre) {
  const auto usual = written(2500, 1, Customs::usual);
  int right = 0;
  for (const Digit& digit : written(300, 2, Customs::many)) right += nearest(digit, usual).label == digit.label;
  EXPECT_GT(right, 210);
}

TEST(DigitsOfManyHands, AreLessAlikeThanTheUsualOnes) {
  const auto mean_distance = [](Customs customs) {
    const auto known = written(1500, 1, customs);
    double sum = 0;
    for (const Digit& digit : written(200, 2, customs)) sum += apart(digit, nearest(digit, known));
    return sum / 200;
  };
  EXPECT_GT(mean_distance(Customs::many), 1.02 * mean_distance(Customs::usual));
}

TEST(DigitsOfManyHands, AreAFunctionOfSeedIndexAndLabel) {
  for (int label = 0; label < 10; ++label) {
    const Digit digit = generate(3, 17, label, Customs::many);
    EXPECT_EQ(digit.pixels, generate(3, 17, label, Customs::many).pixels);
    EXPECT_NE(digit.pixels, generate(4, 17, label, Customs::many).pixels);
    EXPECT_NE(digit.pixels, generate(3, 17, label, Customs::usual).pixels);
  }
}

TEST(DigitsOfManyHands, AreWhatTheDataSetsPropertyBrings) {
  const auto bytes_of = [](const char* hands) {
    return load("procedural_digits", {{"train", 20}, {"test", 20}, {"seed", 5}, {"hands", hands}})->test.bytes;
  };
  for (const auto& [hands, customs] :
       {std::pair{"usual", Customs::usual}, {"european", Customs::elsewhere}, {"many", Customs::many}}) {
    std::vector<uint8_t> wanted;
    for (const Digit& digit : written(20, 5, customs))
      wanted.insert(wanted.end(), digit.pixels.begin(), digit.pixels.end());
    EXPECT_EQ(bytes_of(hands), wanted) << hands;
  }
  EXPECT_EQ(load("procedural_digits", {{"train", 20}, {"test", 20}, {"seed", 5}})->test.bytes, bytes_of("usual"));
}

// How many of MNIST's first test digits a small network reads that has seen none but these.
int read_of_mnist(const std::string& hands, const std::vector<uint8_t>& images, const std::vector<uint8_t>& labels) {
  Experiment experiment;
  experiment.data = {"procedural_digits", {{"train", 20000}, {"test", 10}, {"hands", hands}}};
  experiment.network = {{"", "dense", {}, {{"units", 100}}}, {"", "relu"}, {"", "dense", {}, {{"units", 10}}}};
  experiment.training["epochs"] = 3;
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int64_t step = 0; step < trainer.total_steps(); ++step) trainer.step();
  int right = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    std::vector<float> pixels(784);
    for (size_t k = 0; k < 784; ++k) pixels[k] = static_cast<float>(images[i * 784 + k]) / 255;
    const auto shares = trainer.predict(pixels);
    right += std::ranges::max_element(shares) - shares.begin() == labels[i];
  }
  return right;
}

TEST(DigitsOfManyHands, TeachANetworkToReadMoreOfMnist) {
  constexpr int count = 3000;
  const auto images = test::mnist_test_images(count), labels = test::mnist_test_labels(count);
  if (images.empty() || labels.empty()) GTEST_SKIP() << "needs $SADDLE_DATA/mnist";
  const int usual = read_of_mnist("usual", images, labels), many = read_of_mnist("many", images, labels);
  RecordProperty("usual", usual);
  RecordProperty("many", many);
  EXPECT_GT(many, usual + count / 200);
  EXPECT_GT(many, count * 85 / 100);
}

}  // namespace
}  // namespace saddle::digits
