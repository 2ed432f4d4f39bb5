#include "train/loss.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "model/loss_type.h"
#include "model/type_named.h"

namespace saddle {
namespace {

struct Scores {
  std::vector<double> logits;
  int classes;
  std::vector<int> labels;

  double evaluate(std::vector<double>* gradient = nullptr) {
    const auto loss = type_named(losses::all(), "softmax_cross_entropy").factory.make<double>({});
    const Shape shape{static_cast<int64_t>(labels.size()), classes};
    if (gradient) gradient->assign(logits.size(), 9);
    return loss->evaluate({logits.data(), shape}, {.labels = labels},
                          gradient ? View<double>{gradient->data(), shape} : View<double>{});
  }
};

TEST(SoftmaxCrossEntropy, IsTheLogarithmOfTheClassesWhereNothingIsKnown) {
  EXPECT_NEAR((Scores{std::vector<double>(20, 0.7), 10, {3, 8}}.evaluate()), std::log(10.0), 1e-14);
}

TEST(SoftmaxCrossEntropy, GivesTheBooksProbabilities) {  // 3.5.1: softmax of 0.3, 2.9, 4.0
  Scores scores{{0.3, 2.9, 4.0}, 3, {2}};
  EXPECT_NEAR(scores.evaluate(), -std::log(0.73659691), 1e-8);
  std::vector<double> p = scores.logits;
  type_named(losses::all(), "softmax_cross_entropy").factory.make<double>({})->present({p.data(), {1, 3}});
  EXPECT_NEAR(p[0], 0.01821127, 1e-8);
  EXPECT_NEAR(p[1], 0.24519181, 1e-8);
  EXPECT_NEAR(p[2], 0.73659691, 1e-8);
}

TEST(SoftmaxCrossEntropy, TheGradientIsProbabilityMinusTruthOverTheBatch) {
  Scores scores{{0.3, 2.9, 4.0, 1.0, 1.0, 1.0}, 3, {2, 0}};
  std::vector<double> gradient;
  scores.evaluate(&gradient);
  const double wanted[] = {0.01821127 / 2, 0.24519181 / 2, (0.73659691 - 1) / 2, (1.0 / 3 - 1) / 2, 1.0 / 6, 1.0 / 6};
  for (size_t i = 0; i < 6; ++i) EXPECT_NEAR(gradient[i], wanted[i], 1e-8);
}

TEST(SoftmaxCrossEntropy, HugeScoresDoNotOverflow) {  // the book's 1010, 1000, 990
  Scores scores{{1010, 1000, 990}, 3, {0}};
  EXPECT_NEAR(scores.evaluate(), std::log1p(std::exp(-10.0) + std::exp(-20.0)), 1e-12);
  Scores wrong{{1010, 1000, 990}, 3, {2}};
  EXPECT_NEAR(wrong.evaluate(), 20 + std::log1p(std::exp(-10.0) + std::exp(-20.0)), 1e-9);
}

TEST(SoftmaxCrossEntropy, StaysFiniteInFloatWhereTheExponentialWouldNot) {  // exp(89) is infinite in float
  const auto loss = type_named(losses::all(), "softmax_cross_entropy").factory.make<float>({});
  const std::vector<float> logits = {1e30f, 0, -1e30f, -5e4f, -6e4f, -7e4f};
  const std::vector<int> labels = {0, 1};
  std::vector<float> gradient(6, 9);
  EXPECT_FLOAT_EQ(
      static_cast<float>(loss->evaluate({logits.data(), {2, 3}}, {.labels = labels}, {gradient.data(), Shape{2, 3}})),
      5000);  // the mean of 0 and -5e4 - -6e4
  EXPECT_EQ(gradient, (std::vector<float>{0, 0, 0, 0.5f, -0.5f, 0}));
}

TEST(MeanSquaredError, IsTheBooks) {  // 4.2.1
  const std::vector<double> y = {0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0};
  const std::vector<int> two = {2};
  const LossType& type = type_named(losses::all(), "mean_squared_error");
  EXPECT_NEAR(type.factory.make<double>({{"form", "half_sum"}})->evaluate({y.data(), {1, 10}}, {.labels = two}, {}),
              0.0975, 1e-12);
  EXPECT_NEAR(type.factory.make<double>({})->evaluate({y.data(), {1, 10}}, {.labels = two}, {}), 0.0195, 1e-12);
}

TEST(SigmoidCrossEntropy, StaysFiniteAndIsTheLogarithmOfTheProbability) {
  const auto loss = type_named(losses::all(), "sigmoid_cross_entropy").factory.make<double>({});
  const auto of = [&](double a, int label) {
    const std::vector<int> labels = {label};
    return loss->evaluate({&a, {1, 1}}, {.labels = labels}, {});
  };
  EXPECT_NEAR(of(0.8, 1), -std::log(1 / (1 + std::exp(-0.8))), 1e-14);
  EXPECT_NEAR(of(0.8, 0), -std::log(1 - 1 / (1 + std::exp(-0.8))), 1e-14);
  EXPECT_NEAR(of(1000, 0), 1000, 1e-9);
  EXPECT_NEAR(of(-1000, 0), 0, 1e-9);
  const double yes = 0.1, no = -0.1;
  EXPECT_EQ(loss->decide({&yes, 1}), 1);
  EXPECT_EQ(loss->decide({&no, 1}), 0);
}

// Every loss, for labels, for a map of labels and, where it takes them, for numbers.
TEST(Losses, AgreeWithFiniteDifferences) {
  Rng rng(3);
  for (const LossType& type : losses::all()) {
    std::vector<Properties> settings = {{}};
    for (const Property& p : type.entry.properties) {
      for (const auto choice : p.choices) settings.push_back({{std::string(p.name), std::string(choice)}});
    }
    for (const Properties& properties : settings) {
      const auto loss = type.factory.make<double>(properties);
      for (const Shape& shape : {Shape{4, 3}, Shape{2, 2, 3, 4}, Shape{5, 1}}) {
        if (shape == Shape{5, 1} && !type.traits.single_output) continue;
        const int64_t outputs = shape[shape.rank() - 1];
        std::vector<double> prediction(static_cast<size_t>(shape.size())), gradient(prediction.size()),
            numbers(prediction.size());
        for (double& x : prediction) x = rng.normal();
        for (double& x : numbers) x = rng.uniform();
        std::vector<int> labels(prediction.size() / static_cast<size_t>(outputs));
        for (int& label : labels) label = static_cast<int>(rng.below(std::max<int64_t>(outputs, 2)));
        std::vector<Targets<double>> targets = {{.labels = labels}};
        if (type.traits.regression && shape.rank() == 2) targets.push_back({.values = {numbers.data(), shape}});
        for (const auto& wanted : targets) {
          loss->evaluate({prediction.data(), shape}, wanted, {gradient.data(), shape});
          for (size_t i = 0; i < prediction.size(); ++i) {
            const double at = prediction[i], h = 1e-5;
            const auto value = [&](double x) {
              prediction[i] = x;
              return loss->evaluate({prediction.data(), shape}, wanted, {});
            };
            EXPECT_NEAR(gradient[i], (value(at + h) - value(at - h)) / (2 * h), 1e-9) << type.entry.name;
            prediction[i] = at;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace saddle
