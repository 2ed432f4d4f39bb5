#include "nn/loss.h"

#include <cmath>

#include <gtest/gtest.h>

#include "nn/loss_type.h"
#include "nn/type_named.h"

namespace saddle {
namespace {

struct Scores {
  std::vector<double> logits;
  int classes;
  std::vector<int> labels;

  double evaluate(std::vector<double>* gradient = nullptr) {
    const auto loss = type_named(losses::all(), "softmax_cross_entropy").make<double>({});
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
  type_named(losses::all(), "softmax_cross_entropy").make<double>({})->present({p.data(), {1, 3}});
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
  const auto loss = type_named(losses::all(), "softmax_cross_entropy").make<float>({});
  const std::vector<float> logits = {1e30f, 0, -1e30f, -5e4f, -6e4f, -7e4f};
  const std::vector<int> labels = {0, 1};
  std::vector<float> gradient(6, 9);
  EXPECT_FLOAT_EQ(
      static_cast<float>(loss->evaluate({logits.data(), {2, 3}}, {.labels = labels}, {gradient.data(), Shape{2, 3}})),
      5000);  // the mean of 0 and -5e4 - -6e4
  EXPECT_EQ(gradient, (std::vector<float>{0, 0, 0, 0.5f, -0.5f, 0}));
}

}  // namespace
}  // namespace saddle
