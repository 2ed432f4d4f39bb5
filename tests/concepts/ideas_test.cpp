// What the pages of Concepts compute, against closed forms and the book.
#include <cmath>

#include <gtest/gtest.h>

#include "saddle/activation.h"
#include "saddle/function.h"
#include "saddle/numerical_derivative.h"
#include "saddle/perceptron.h"
#include "saddle/regularizing.h"
#include "saddle/sliding_window.h"
#include "saddle/softmax.h"

namespace saddle {
namespace {

constexpr Point inputs[] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

TEST(Perceptrons, OfTheBookAreItsGates) {
  const Neuron2 conjunction{0.5, 0.5, -0.7};  // 2.3.2
  for (const Point x : inputs) {
    EXPECT_EQ(conjunction.fires(x), gate("and", x));
    EXPECT_EQ(nand_of_the_book.fires(x), gate("nand", x));
    EXPECT_EQ(or_of_the_book.fires(x), gate("or", x));
    EXPECT_EQ(conjunction.fires(folded(x)), gate("xor", x)) << "XOR = AND(NAND, OR)";
  }
}

TEST(Perceptrons, HaveNoWeightsForXor) {
  for (double w1 = -2; w1 <= 2; w1 += 0.1)
    for (double w2 = -2; w2 <= 2; w2 += 0.1)
      for (double b = -2; b <= 2; b += 0.1) {
        int right = 0;
        for (const Point x : inputs) right += Neuron2{w1, w2, b}.fires(x) == gate("xor", x);
        ASSERT_LT(right, 4) << w1 << " " << w2 << " " << b;
      }
}

TEST(Perceptrons, HaveTheirSumAtZeroAlongTheLine) {
  const Region region{-1, 2, -1, 2};
  for (const Neuron2 neuron : {Neuron2{0.5, 0.5, -0.7}, {1, 0, -0.5}, {0, -2, 1}, {-0.3, 0.8, 0.1}}) {
    const auto line = zero_line(neuron, region);
    ASSERT_TRUE(line);
    for (const Point end : *line) EXPECT_NEAR(neuron.sum(end), 0, 1e-12);
    const auto foot = nearest_on_zero_line(neuron, {0.5, 0.5});
    ASSERT_TRUE(foot);
    EXPECT_NEAR(neuron.sum(*foot), 0, 1e-12);
  }
  EXPECT_FALSE(zero_line({1, 1, -9}, region));
  EXPECT_FALSE(nearest_on_zero_line({0, 0, 1}, {0, 0}));
}

TEST(TypedFunctions, AgreeWithTheFormulasOfTheArena) {
  for (const char* text : {"sin(x)*exp(-x^2)", "x^3 - 2x + 1/x", "sigmoid(2x) + relu(x - 0.5)", "max(x, 0.01*x)",
                           "log(1 + x^2)/sqrt(2 + x)", "-x^2", "2^x", "abs(x - 1)", "tanh(x)^2.5"}) {
    const TypedFunction f(text);
    const Function same = make_function(text);
    for (const double x : {0.3, 0.75, 1.9}) {
      EXPECT_NEAR(f.value(x), same.surface->value({x, 0}), 1e-13 * (1 + std::abs(f.value(x)))) << text;
      EXPECT_EQ(f.derivative(x), same.surface->gradient({x, 0}).x) << text;
      EXPECT_NEAR(static_cast<double>(f.value_in_float(static_cast<float>(x))), f.value(x), 1e-5) << text;
    }
  }
  EXPECT_EQ(TypedFunction("x + y").dimensions(), 2);
  EXPECT_THROW(TypedFunction("2 +"), FormulaError);
}

TEST(TypedFunctions, AreWrittenInPythonWithTheParenthesesTheyNeed) {
  EXPECT_EQ(TypedFunction("0.01*x^2 + 0.1*x").python(), "0.01 * x**2 + 0.1 * x");
  EXPECT_EQ(TypedFunction("(x + 1)*(x - 2)^3").python(), "(x + 1) * (x - 2)**3");
  EXPECT_EQ(TypedFunction("sin(x)/(1 + y)").python(), "np.sin(x) / (1 + y)");
}

TEST(Activations, OfTheSigmoidLeaveAtMostAQuarterOfTheGradient) {
  const TypedFunction f{activation_formula("sigmoid")};
  EXPECT_NEAR(activation_at(f, 1, 0, 0).slope, 0.25, 1e-15);
  const ActivationStack stack = activation_stack(f, 1, 0, 0.4, 10);
  ASSERT_EQ(stack.gradients.size(), 10u);
  EXPECT_LE(stack.gradients.back(), std::pow(0.25, 10));
  double product = 1, h = 0.4;
  for (int layer = 0; layer < 10; ++layer) {
    h = 1 / (1 + std::exp(-h));
    product *= h * (1 - h);
  }
  EXPECT_NEAR(stack.gradients.back(), product, 1e-18);
}

TEST(Activations, OfIdentityAreOneStraightLine) {
  const TypedFunction f{activation_formula("identity")};
  for (const double x : {-3.0, 0.0, 2.5})
    EXPECT_NEAR(activation_stack(f, 0.5, 1, x, 3).outputs.back(), 0.125 * x + 1.75, 1e-14);
  EXPECT_EQ(TypedFunction{activation_formula("step_function")}.value(0), 0) << "the book's step is 0 at 0";
  EXPECT_TRUE(activation_formula("nothing").empty());
}

TEST(SoftmaxInSteps, OverflowsWithoutTheShift) {
  const std::vector<float> book{0.3f, 2.9f, 4.0f};  // 3.5.1
  const SoftmaxSteps steps = softmax_in_steps(book, 1, SoftmaxForm::naive);
  EXPECT_NEAR(static_cast<double>(steps.y[0]), 0.01821127, 1e-7);
  EXPECT_NEAR(static_cast<double>(steps.y[1]), 0.24519181, 1e-7);
  EXPECT_NEAR(static_cast<double>(steps.y[2]), 0.73659691, 1e-7);
  const std::vector<float> large{1010, 1000, 990};  // 3.5.2
  for (const float y : softmax_in_steps(large, 1, SoftmaxForm::naive).y) EXPECT_TRUE(std::isnan(y));
  const SoftmaxSteps shifted = softmax_in_steps(large, 1, SoftmaxForm::shifted);
  EXPECT_NEAR(static_cast<double>(shifted.y[0]), 9.9995460e-01, 1e-7);
  EXPECT_NEAR(static_cast<double>(shifted.y[1]), 4.5397868e-05, 1e-11);
}

TEST(SoftmaxInSteps, SharpensAtLowTemperature) {
  const std::vector<float> logits{1, 2, 3};
  EXPECT_GT(softmax_in_steps(logits, 0.1f, SoftmaxForm::shifted).y[2], 0.999f);
  EXPECT_LT(softmax_in_steps(logits, 10, SoftmaxForm::shifted).y[2], 0.37f);
}

TEST(Losses, HaveTheSlopesThatDifferencesGive) {
  const auto sigmoid = [](double a) { return 1 / (1 + std::exp(-a)); };
  for (const OutputLoss loss : {OutputLoss::squared, OutputLoss::cross_entropy, OutputLoss::binary}) {
    for (const double t : {0.0, 1.0}) {
      for (const double y : {0.02, 0.4, 0.97}) {
        const double a = std::log(y / (1 - y)), h = 1e-6;
        const OutputLossAt at = loss_at(loss, y, t);
        EXPECT_NEAR(at.over_y, (loss_at(loss, y + h, t).loss - loss_at(loss, y - h, t).loss) / (2 * h), 1e-5);
        EXPECT_NEAR(at.over_a,
                    (loss_at(loss, sigmoid(a + h), t).loss - loss_at(loss, sigmoid(a - h), t).loss) / (2 * h), 1e-7);
        if (loss == OutputLoss::binary) {
          EXPECT_NEAR(at.over_a, y - t, 1e-15);
        }
      }
    }
  }
}

TEST(WeightSweeps, HaveAnAccuracyInStepsAndALossWithoutThem) {
  const WeightSweep sweep = sweep_weight(0);
  ASSERT_GT(sweep.values.size(), 100u);
  EXPECT_EQ(sweep.samples, 40);
  const size_t trained = nearest_in(sweep, sweep.trained);
  EXPECT_GT(sweep.accuracies[trained], 0.8);
  size_t level = 0, changes = 0;
  for (size_t i = 1; i < sweep.values.size(); ++i) {
    level += sweep.accuracies[i] == sweep.accuracies[i - 1];
    changes += sweep.losses[i] != sweep.losses[i - 1];
    EXPECT_NEAR(std::remainder(sweep.accuracies[i] * sweep.samples, 1.0), 0, 1e-6) << "whole samples";
  }
  EXPECT_GT(level, sweep.values.size() / 2);
  EXPECT_EQ(changes, sweep.values.size() - 1);
}

TEST(NumericalDerivatives, OfTheBookHaveItsDigits) {
  const TypedFunction f("0.01*x^2 + 0.1*x");
  EXPECT_EQ(numerical_derivative(f, 5, 1e-4, Difference::central), 0.1999999999990898);
  EXPECT_EQ(numerical_derivative(f, 10, 1e-4, Difference::central), 0.2999999999986347);
}

TEST(NumericalDerivatives, HaveTwoFlanksOfError) {
  const DifferenceErrors errors = difference_errors(TypedFunction("sin(x)"), 1);
  const auto best = [&](const std::vector<double>& values) {
    size_t least = 0;
    for (size_t i = 0; i < values.size(); ++i)
      if (values[i] < values[least]) least = i;
    return std::log10(errors.h[least]);
  };
  // The square root of the precision, or its cube root for the central difference.
  EXPECT_NEAR(best(errors.forward), -8, 1.2);
  EXPECT_NEAR(best(errors.central), -5.3, 1.2);
  EXPECT_NEAR(best(errors.central_in_float), -2.4, 1.2);
  EXPECT_NEAR(errors.forward[6], 0.1 * std::sin(1) / 2, 0.002) << "h f'' / 2 at h = 0.1";
  EXPECT_NEAR(errors.forward.back(), std::cos(1), 1e-12) << "at 1e-16 nothing is left";
}

TEST(Descents, GoWhereTheBookSays) {
  const TypedFunction f("x^2 + y^2");
  const Descent book = descend(f, {-3, 4}, 0.1, 100);  // 4.4.1
  EXPECT_NEAR(book.path.back().x, -6.11110793e-10, 1e-17);
  EXPECT_NEAR(book.path.back().y, 8.14814391e-10, 1e-17);
  EXPECT_LT(descend(f, {-3, 4}, 10, 100).path.size(), 10u) << "it runs away";
  EXPECT_NEAR(descend(f, {-3, 4}, 1e-10, 100).path.back().x, -3, 1e-6);
}

NumberImage counted(int channels, int rows, int columns) {
  NumberImage image = NumberImage::of(channels, rows, columns);
  for (size_t i = 0; i < image.values.size(); ++i) image.values[i] = std::sin(static_cast<double>(i) + 1);
  return image;
}

TEST(SlidingWindows, GiveTheOutputOfTheBook) {
  // 7.2.2: a picture of 4 x 4 and a filter of 3 x 3.
  const NumberImage picture{1, 4, 4, {1, 2, 3, 0, 0, 1, 2, 3, 3, 0, 1, 2, 2, 3, 0, 1}};
  const NumberImage filter{1, 3, 3, {2, 0, 1, 0, 1, 2, 1, 0, 2}};
  EXPECT_EQ(convolve(picture, filter, {.kernel = 3}).values, (std::vector<double>{15, 16, 6, 15}));
  EXPECT_EQ((Sliding{.kernel = 3, .stride = 2}.output(7)), 3);  // 7.2.4
  EXPECT_EQ((Sliding{.kernel = 5, .stride = 3, .padding = 2}.output(28)), 10);
  EXPECT_FALSE((Sliding{.kernel = 5}.fits(picture)));
  EXPECT_EQ(
      pooled({1, 4, 4, {1, 2, 1, 0, 0, 1, 2, 3, 3, 0, 1, 2, 2, 4, 0, 1}}, {.kernel = 2, .stride = 2}, Pooling::maximum)
          .values,
      (std::vector<double>{2, 3, 4, 2}));  // 7.3
}

TEST(SlidingWindows, BecomeAMatrixOfTheShapeOfTheBook) {
  const NumberImage picture = counted(3, 7, 7);
  const std::vector<double> matrix = im2col(picture, {.kernel = 5});
  EXPECT_EQ(matrix.size(), 9u * 75u);  // 7.4.3: (1, 3, 7, 7) -> (9, 75)
  const NumberImage filter = counted(3, 5, 5), map = convolve(picture, filter, {.kernel = 5});
  for (size_t row = 0; row < 9; ++row) {
    double sum = 0;
    for (size_t k = 0; k < 75; ++k) sum += matrix[row * 75 + k] * filter.values[k];
    EXPECT_NEAR(map.values[row], sum, 1e-13);
  }
}

// <im2col(x), m> = <x, col2im(m)> for any x and m: one is the other's transpose.
TEST(SlidingWindows, AreTransposedByCol2im) {
  for (const Sliding sliding : {Sliding{3, 1, 0}, Sliding{3, 2, 1}, Sliding{2, 2, 0}, Sliding{4, 3, 2}}) {
    const NumberImage picture = counted(2, 6, 7);
    const std::vector<double> columns = im2col(picture, sliding);
    std::vector<double> matrix(columns.size());
    for (size_t i = 0; i < matrix.size(); ++i) matrix[i] = std::cos(3.0 * static_cast<double>(i));
    const NumberImage back = col2im(matrix, picture, sliding);
    double one = 0, other = 0;
    for (size_t i = 0; i < matrix.size(); ++i) one += columns[i] * matrix[i];
    for (size_t i = 0; i < back.values.size(); ++i) other += picture.values[i] * back.values[i];
    EXPECT_NEAR(one, other, 1e-12);
  }
  EXPECT_EQ(patch_counts(NumberImage::of(1, 4, 4), {.kernel = 3}).values,
            (std::vector<double>{1, 2, 2, 1, 2, 4, 4, 2, 2, 4, 4, 2, 1, 2, 2, 1}));
}

TEST(SlidingWindows, SeeAsFarInTwoSmallStepsAsInALargeOne) {
  EXPECT_EQ(stacked(3, 2, 1).field, stacked(5, 1, 1).field);
  EXPECT_EQ(stacked(3, 2, 1).weights, 18);  // against 25: the book, 8.1.4
  EXPECT_EQ(stacked(3, 3, 1).field, stacked(7, 1, 1).field);
}

TEST(Normalizing, GivesMeanZeroAndDeviationOneAndIsALineAtInference) {
  const std::vector<double> batch{1, 4, 2, 9};
  const NormalizedFeature feature = normalized_feature(batch, 2, -1);
  EXPECT_EQ(feature.mean, 4);
  EXPECT_EQ(feature.variance, 9.5);
  double sum = 0, squares = 0;
  for (const double x : feature.normalized) sum += x, squares += x * x;
  EXPECT_NEAR(sum, 0, 1e-12);
  EXPECT_NEAR(squares / 4, 1, 1e-6);
  EXPECT_NEAR(feature.output[3], 2 * 5 / std::sqrt(9.5) - 1, 1e-6);
  EXPECT_NEAR(running_after(feature, 7).mean, 4 * (1 - std::pow(0.9, 7)), 1e-12);
  const FoldedNorm fold = folded({feature.mean, feature.variance}, 2, -1);
  for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(fold.scale * batch[i] + fold.shift, feature.output[i], 1e-12);
}

TEST(Dropout, KeepsTheMeanInBothForms) {
  const std::vector<double> x(20000, 3.0), draws = uniform_draws(20000, 5);
  for (const DropoutForm form : {DropoutForm::inverted, DropoutForm::book}) {
    double sum = 0;
    for (const double y : dropped_out(x, draws, 0.4, form)) sum += y;
    EXPECT_NEAR(sum / 20000, 3 * inference_factor(0.4, form), 0.05);
  }
  EXPECT_EQ(inference_factor(0.4, DropoutForm::inverted), 1);
  EXPECT_EQ(dropped_out(std::vector<double>{2, 2}, std::vector<double>{0.1, 0.9}, 0.5, DropoutForm::inverted),
            (std::vector<double>{0, 4}));
  double sum = 0, squares = 0;
  for (const double z : normal_draws(20000, 1)) sum += z, squares += z * z;
  EXPECT_NEAR(sum / 20000, 0, 0.03);
  EXPECT_NEAR(squares / 20000, 1, 0.03);
}

}  // namespace
}  // namespace saddle
