// The range of learning rates that a network takes.
#include "saddle/rate_range.h"

#include <cmath>

#include <gtest/gtest.h>

#include "saddle/error.h"

namespace saddle {
namespace {

// y = w x + b at x = 1 against t = 3, from w = b = 0.
Experiment line() {
  Experiment experiment;
  experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 1}, {"init", std::string("zero")}}}};
  experiment.loss = {"mean_squared_error"};
  experiment.optimizer = {"sgd"};
  experiment.training = {{"batch_size", 1}, {"sampling", std::string("in_order")}};
  return experiment;
}

// `apart`: so far from 3 are the targets, by turns above and below.
std::shared_ptr<const Dataset> one_point(float apart = 0) {
  Dataset data;
  data.name = "point";
  data.sample = {1};
  data.outputs = 1;
  data.train = {.count = 200, .values = std::vector<float>(200, 1), .targets = std::vector<float>(200, 3)};
  for (size_t i = 0; i < data.train.targets.size(); ++i) data.train.targets[i] += i % 2 == 0 ? apart : -apart;
  data.test = data.train;
  return std::make_shared<const Dataset>(data);
}

const auto to_the_end = [](const RateRange&) { return true; };

TEST(RateRange, OnAQuadraticIsTheClosedForm) {
  // The gradient of (w + b - 3)^2 is 2 e for both, so a step at the rate r multiplies the error e by 1 - 4 r.
  const RateRangeOptions options{.low = 1e-4, .high = 0.2, .steps = 60};
  const RateRange range = rate_range(line(), one_point(), options, to_the_end);
  ASSERT_EQ(range.rates.size(), 60u);
  EXPECT_FALSE(range.breaks);
  double error = -3, average = 0;
  for (size_t k = 0; k < range.rates.size(); ++k) {
    const double rate = 1e-4 * std::pow(2000, static_cast<double>(k) / 59);
    EXPECT_NEAR(range.rates[k], rate, 1e-9 * rate);
    error *= 1 - 4 * rate;
    EXPECT_NEAR(range.losses[k], error * error, 1e-4 * 9);
    average = 0.9 * average + 0.1 * range.losses[k];
    EXPECT_NEAR(range.smoothed[k], average / (1 - std::pow(0.9, static_cast<double>(k) + 1)), 1e-9);
  }
}

TEST(RateRange, FallsFastestBeforeItBreaksAndBreaksWhereStepsOvershoot) {
  const RateRangeOptions options{.low = 1e-4, .high = 100, .steps = 200};
  // With errors that stay, or else the loss would become 0 and nothing would move any more.
  const RateRange range = rate_range(line(), one_point(0.1f), options, to_the_end);
  ASSERT_TRUE(range.steepest);
  ASSERT_TRUE(range.breaks);
  EXPECT_LT(*range.steepest, *range.breaks);
  EXPECT_EQ(*range.breaks + 1, range.rates.size()) << "and ends there";
  // Beyond a rate of 0.5 each step makes the error larger.
  EXPECT_GT(range.rates[*range.breaks], 0.5);
  EXPECT_LT(range.rates[*range.breaks], 5);
  // d(loss)/d(log rate) of exp(-8 * sum of the rates) is steepest where the sum of the rates is 1/8, that is where the
  // rate is 1/8 of the factor's logarithm: the average lags by some steps.
  const double least = std::log(1e6) / 199 / 8;
  EXPECT_GT(range.rates[*range.steepest], least / 2);
  EXPECT_LT(range.rates[*range.steepest], least * 8);
}

TEST(RateRange, StopsWhereNobodyWantsMore) {
  int asked = 0;
  const RateRange range =
      rate_range(line(), one_point(), {.steps = 100}, [&](const RateRange&) { return ++asked < 7; });
  EXPECT_EQ(range.rates.size(), 7u);
}

TEST(RateRange, HasNoScheduleAndRefusesWhatIsNoRange) {
  Experiment scheduled = line();
  scheduled.training["schedule"] = std::string("step");
  scheduled.training["warmup"] = 5.0;
  const RateRangeOptions options{.low = 1e-4, .high = 0.2, .steps = 60};
  const RateRange plain = rate_range(line(), one_point(), options, to_the_end),
                  same = rate_range(scheduled, one_point(), options, to_the_end);
  EXPECT_EQ(plain.losses, same.losses);
  EXPECT_THROW(rate_range(line(), one_point(), {.low = 1, .high = 0.1}, to_the_end), Error);
  EXPECT_THROW(rate_range(line(), one_point(), {.low = 0, .high = 0.1}, to_the_end), Error);
}

}  // namespace
}  // namespace saddle
