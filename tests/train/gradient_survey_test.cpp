// Every number of a network as it stands, against closed forms and against what the differences must do over h.
#include "saddle/gradient_survey.h"

#include <cmath>

#include <gtest/gtest.h>

#include "../nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// y = w x + b with a squared error: dE/dw = sum (y - t) x / N and dE/db = sum (y - t) / N, if E is half the mean.
std::shared_ptr<const Dataset> line() {
  Dataset dataset;
  dataset.name = "line";
  dataset.sample = {1};
  dataset.outputs = 1;
  for (Samples* part : {&dataset.train, &dataset.test}) {
    part->count = 2;
    part->values = {1, 3};
    part->targets = {0.5, -2};
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

Trainer small_trainer(int steps) {
  Experiment experiment = experiment_of({node("conv2d", {{"filters", 2}, {"kernel", 3}}), node("relu"),
                                         node("max_pool2d"), node("dense", {{"units", 4}})});
  Trainer trainer(experiment, noise({1, 6, 6}, 4, 8));
  for (int i = 0; i < steps; ++i) trainer.step();
  return trainer;
}

TEST(GradientSurvey, ChecksEveryNumberOfANetworkThatHasLearned) {
  const Trainer trainer = small_trainer(5);
  const GradientSurvey survey = survey_gradients(trainer);
  EXPECT_TRUE(survey.complete());
  EXPECT_TRUE(survey.passed());
  EXPECT_EQ(survey.total, trainer.plan().parameters());
  int64_t checked = 0;
  for (const GradientSurvey::Row& row : survey.rows) {
    EXPECT_EQ(row.checked, row.size) << row.parameter;
    EXPECT_LE(row.worst, survey.tolerance);
    checked += row.checked;
  }
  EXPECT_EQ(checked, survey.checked);
  ASSERT_FALSE(survey.worst.empty());
  for (size_t i = 1; i < survey.worst.size(); ++i) EXPECT_GE(survey.worst[i - 1].relative, survey.worst[i].relative);
  for (const GradientElement& element : survey.worst) {
    EXPECT_NEAR(element.numerical, element.gradient, 1e-3 * (1 + std::abs(element.gradient))) << element.index;
  }
}

TEST(GradientSurvey, LeavesTheTrainerAsItWas) {
  Trainer one = small_trainer(3), other = small_trainer(3);
  survey_gradients(one);
  gradient_over_h(one, "dense_1/weight", 0);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(one.step(), other.step());
}

TEST(GradientSurvey, StopsWhereItIsToldTo) {
  GradientSurveyOptions options;
  int asked = 0;
  options.go_on = [&](const GradientSurvey&) { return ++asked < 3; };
  const GradientSurvey survey = survey_gradients(small_trainer(0), options);
  EXPECT_EQ(asked, 3);
  EXPECT_FALSE(survey.complete());
  EXPECT_GT(survey.checked, 0);
}

TEST(GradientSurvey, TheGradientOfALineIsTheClosedForm) {
  Experiment experiment = experiment_of({node("dense", {{"units", 1}})});
  experiment.loss.type = "mean_squared_error";
  Trainer trainer(experiment, line());
  trainer.set_weight("dense_1/weight", 0, 0.75);
  trainer.set_weight("dense_1/bias", 0, -0.25);
  const double first = 0.75 * 1 - 0.25 - 0.5, second = 0.75 * 3 - 0.25 + 2;
  const GradientOverH weight = gradient_over_h(trainer, "dense_1/weight", 0),
                      bias = gradient_over_h(trainer, "dense_1/bias", 0);
  EXPECT_NEAR(weight.gradient / bias.gradient, (first * 1 + second * 3) / (first + second), 1e-12);
  // A parabola has no third derivative: differences over any h are right but for rounding.
  EXPECT_LT(weight.steps[0].error, 1e-12);
  EXPECT_TRUE(std::isnan(weight.steps[0].with_epsilon)) << "no logarithm";
}

TEST(GradientSurvey, DifferencesAreWrongOverALargeHAndOverATinyOne) {
  const GradientOverH found = gradient_over_h(small_trainer(5), "dense_1/bias", 1);
  ASSERT_EQ(found.steps.size(), 33);
  EXPECT_EQ(found.steps.front().h, 1);
  EXPECT_NEAR(found.steps.back().h, 1e-16, 1e-20);
  EXPECT_GT(found.steps[0].error, 1e-4);
  EXPECT_LT(found.steps[8].error, 1e-7) << "over 1e-4 it is about h^2";
  EXPECT_LT(found.steps[10].error, 1e-8);
  EXPECT_GT(found.steps[28].error, found.steps[10].error) << "rounding";
  // The book's loss has its 1e-7 in the logarithm, which backpropagation's y - t leaves out.
  EXPECT_GT(found.steps[10].with_epsilon, 10 * found.steps[10].error);
  EXPECT_LT(found.steps[10].with_epsilon, 1e-5);
}

// relu(b) and relu(-b), of which the latter counts twice: at b = 0 the loss has a corner, and backpropagation's 0 lies
// between its slopes.
TEST(GradientSurvey, AWeightThatStandsOnAKinkIsCalledOne) {
  Experiment experiment = experiment_of(
      {node("dense", {{"units", 1}}), node("dense", {{"units", 2}}), node("relu"), node("dense", {{"units", 3}})});
  Trainer trainer(experiment, noise({1}, 3, 4));
  trainer.set_weight("dense_1/weight", 0, 0);
  trainer.set_weight("dense_2/weight", 0, 1);
  trainer.set_weight("dense_2/weight", 1, -1);
  for (int i = 0; i < 6; ++i) trainer.set_weight("dense_3/weight", i, (i / 2 - 0.7) * (1 + i % 2));
  const GradientSurvey survey = survey_gradients(trainer, {.samples = 1, .go_on = {}});
  EXPECT_EQ(survey.rows[1].parameter, "dense_1/bias");
  EXPECT_EQ(survey.rows[1].kinks, 1);
  EXPECT_TRUE(survey.worst.front().kink);
  EXPECT_TRUE(survey.passed()) << "a kink is no fault";
}

TEST(GradientSurvey, NamesWhatIsNotThere) {
  EXPECT_THROW(gradient_over_h(small_trainer(0), "dense_7/weight", 0), Error);
  EXPECT_THROW(gradient_over_h(small_trainer(0), "dense_1/bias", 4), Error);
}

}  // namespace
}  // namespace saddle
