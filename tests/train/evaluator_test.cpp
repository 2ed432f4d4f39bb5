#include <cmath>

#include <gtest/gtest.h>

#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// Two features and three classes, read by a network whose scores are (x, y, 0) after the normalization: class 0 where x
// is the largest of the three, 1 where y is, 2 where both are negative.
std::shared_ptr<const Dataset> quadrants(const std::vector<std::pair<float, float>>& points, std::vector<int> labels) {
  Dataset dataset;
  dataset.name = "quadrants";
  dataset.sample = {2};
  dataset.classes = {"right", "up", "neither"};
  dataset.normalization = {.mean = {10, -4}, .deviation = {2, 0.5f}};
  for (Samples* part : {&dataset.train, &dataset.test}) {
    part->count = std::ssize(labels);
    for (const auto& [x, y] : points) {
      part->values.push_back(10 + 2 * x);
      part->values.push_back(-4 + 0.5f * y);
    }
    part->labels = labels;
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

Experiment reader() { return experiment_of({node("dense", {{"units", 3}, {"weights", std::string("1 0 0 1 0 0")}})}); }

TEST(Evaluator, CountsEachLabelInItsRowAndEachDecisionInItsColumn) {
  // Decided 0, 0, 1, 2, 2, 2.
  const auto dataset = quadrants({{3, 1}, {2, -5}, {1, 4}, {-1, -2}, {-3, -1}, {-2, -2}}, {0, 1, 1, 0, 0, 2});
  const Evaluation found = Trainer(reader(), dataset).evaluate(Dataset::Part::test);
  EXPECT_EQ(found.samples, 6);
  EXPECT_EQ(found.confusion, (std::vector<int64_t>{1, 0, 2,  // of label 0: one right, two taken for 2
                                                   1, 1, 0,  // of label 1: one taken for 0
                                                   0, 0, 1}));
  EXPECT_DOUBLE_EQ(found.accuracy, 3.0 / 6);
}

TEST(Evaluator, TakesTheMeanLossOfNormalizedSamples) {
  const std::vector<std::pair<float, float>> points{{1, 0}, {-2, 0.5f}, {0.25f, -1}};
  const std::vector<int> labels{0, 2, 1};
  const Evaluation found = Trainer(reader(), quadrants(points, labels)).evaluate(Dataset::Part::test);
  double loss = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    const double scores[]{points[i].first, points[i].second, 0};
    loss -= scores[labels[i]] - std::log(std::exp(scores[0]) + std::exp(scores[1]) + std::exp(scores[2]));
  }
  EXPECT_NEAR(found.loss, loss / 3, 1e-6);
}

TEST(Evaluator, AShareOfThePartIsSpreadEvenlyOverIt) {
  // Right at even places, wrong at odd ones; of the first five, three would be right.
  std::vector<std::pair<float, float>> points;
  std::vector<int> labels;
  for (int i = 0; i < 10; ++i) {
    points.push_back({1, 0});
    labels.push_back(i % 2 == 0 ? 0 : 1);
  }
  Trainer trainer(reader(), quadrants(points, labels));
  EXPECT_DOUBLE_EQ(trainer.evaluate(Dataset::Part::test).accuracy, 0.5);
  EXPECT_DOUBLE_EQ(trainer.evaluate(Dataset::Part::test, 5).accuracy, 1);
  EXPECT_EQ(trainer.evaluate(Dataset::Part::test, 5).samples, 5);
  EXPECT_EQ(trainer.evaluate(Dataset::Part::test, 500).samples, 10);
}

}  // namespace
}  // namespace saddle
