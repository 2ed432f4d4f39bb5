#include "plot/ticks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace saddle::plot {
namespace {

// Seven pixels a character: what matters is that it is not constant.
LabelSpace space(float pixels) {
  return {pixels, 12, 80, [](const std::string& text) { return 7.0f * static_cast<float>(text.size()); }};
}

std::vector<std::string> labels(const Axis& axis, Format format, float pixels) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks(axis, format, space(pixels))) {
    if (!tick.label.empty()) all.push_back(tick.label);
  }
  return all;
}

TEST(Ticks, NeverOverlapAndLieInsideTheAxis) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> exponent(-12, 12), offset(-3, 3), width(40, 2000);
  for (int trial = 0; trial < 3000; ++trial) {
    const double span = std::pow(10.0, exponent(random));
    const double start = span * std::pow(10.0, offset(random)) * (trial % 2 ? 1 : -1);
    const bool log = trial % 3 == 0;
    Axis axis{log ? Scale::log : Scale::linear, {start, start + span}};
    if (log) axis.range = {std::abs(start), std::abs(start) * (1 + std::pow(10.0, offset(random)))};
    const Format format = std::array{Format::number, Format::integer, Format::seconds, Format::percent}[trial % 4];
    const LabelSpace room = space(static_cast<float>(width(random)));
    double end = -1e30, last = -1e300;
    for (const Tick& tick : ticks(axis, format, room)) {
      const double unit = axis.to_unit(tick.value);
      EXPECT_GT(unit, -1e-6);
      EXPECT_LT(unit, 1 + 1e-6);
      EXPECT_GT(tick.value, last);
      last = tick.value;
      if (tick.label.empty()) continue;
      const double half = room.extent(tick.label) / 2;
      EXPECT_GE(unit * room.pixels - half, end) << tick.label;
      end = unit * room.pixels + half;
    }
  }
}

// One label is no scale: a low axis has two, even where that makes them closer than looks best.
TEST(Ticks, AreAtLeastTwo) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> exponent(-6, 6), start(-5, 5);
  const LabelSpace low{110, 7, 34, [](const std::string&) { return 14.0f; }};
  for (int trial = 0; trial < 500; ++trial) {
    const double span = std::pow(10.0, exponent(random)), from = start(random) * span;
    const auto all = ticks({Scale::linear, {from, from + span}}, trial % 2 ? Format::number : Format::percent, low);
    EXPECT_GE(all.size(), 2u) << from << " to " << from + span;
  }
}

TEST(Ticks, AreEvenMultiplesOfOneTwoOrFive) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> exponent(-6, 6), start(-5, 5);
  for (int trial = 0; trial < 500; ++trial) {
    const double span = std::pow(10.0, exponent(random));
    const double low = start(random) * span;
    const auto all = ticks({Scale::linear, {low, low + span}}, Format::number, space(900));
    ASSERT_GE(all.size(), 3u);
    const double step = all[1].value - all[0].value;
    const double digit = step / std::pow(10.0, std::floor(std::log10(step) + 1e-6));
    EXPECT_TRUE(std::abs(digit - 1) < 1e-3 || std::abs(digit - 2) < 1e-3 || std::abs(digit - 5) < 1e-3) << digit;
    for (const Tick& tick : all) EXPECT_NEAR(tick.value / step, std::round(tick.value / step), 1e-4);
  }
}

TEST(Ticks, LabelsOfAnAxisHaveTheSameNumberOfDecimals) {
  EXPECT_EQ(labels({Scale::linear, {0, 1}}, Format::number, 400),
            (std::vector<std::string>{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(labels({Scale::linear, {-0.5, 0.5}}, Format::number, 300),
            (std::vector<std::string>{"-0.4", "-0.2", "0.0", "0.2", "0.4"}));
}

TEST(Ticks, LabelsOfDifferentTicksDiffer) {
  for (const double start : {0.0, 1.0, 12345.0, 1e6, 1e9}) {
    for (const double span : {1e-3, 0.1, 7.0, 5e4, 3e7}) {
      const auto all = labels({Scale::linear, {start, start + span}}, Format::number, 1000);
      EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size()) << start << " " << span;
    }
  }
}

TEST(Ticks, StepsInThousandsCarryASuffix) {
  EXPECT_EQ(labels({Scale::linear, {0, 40000}}, Format::integer, 500),
            (std::vector<std::string>{"0", "5k", "10k", "15k", "20k", "25k", "30k", "35k", "40k"}));
  EXPECT_EQ(tick_text(1.5e6, 5e5, 3e6, Format::integer), "1.5M");
  EXPECT_EQ(tick_text(2500, 500, 4000, Format::integer), "2500");
}

TEST(Ticks, OfIntegersAreWholeHoweverFewThereAre) {
  for (const double last : {1.0, 2.0, 3.0, 7.0}) {
    for (const Tick& tick : ticks({Scale::linear, {0, last}}, Format::integer, space(900))) {
      EXPECT_EQ(tick.value, std::round(tick.value));
    }
  }
}

TEST(Ticks, OfTimeAreMinutesAndHours) {
  EXPECT_EQ(labels({Scale::linear, {0, 180}}, Format::seconds, 400),
            (std::vector<std::string>{"0", "0:30", "1:00", "1:30", "2:00", "2:30", "3:00"}));
  EXPECT_EQ(labels({Scale::linear, {0, 10800}}, Format::seconds, 500),
            (std::vector<std::string>{"0", "30:00", "1:00:00", "1:30:00", "2:00:00", "2:30:00", "3:00:00"}));
}

TEST(Ticks, OfALogarithmAreDecadesWithMinorTicksBetween) {
  const auto all = ticks({Scale::log, {1e-6, 1}}, Format::number, space(900));
  int decades = 0, minor = 0;
  for (const Tick& tick : all) (tick.major ? decades : minor)++;
  EXPECT_EQ(decades, 7);
  EXPECT_EQ(minor, 6 * 8);
  EXPECT_EQ(all.front().label, "10^-6");
}

TEST(Ticks, OfManyDecadesSkipDecadesRegularly) {
  const auto all = labels({Scale::log, {1e-30, 1e30}}, Format::number, 400);
  ASSERT_GE(all.size(), 3u);
  EXPECT_LE(all.size(), 10u);
  EXPECT_NE(std::find(all.begin(), all.end(), "10^0"), all.end());
}

TEST(Ticks, OfLessThanADecadeFallBackToOneTwoFive) {
  const auto all = ticks({Scale::log, {2.1, 3.9}}, Format::number, space(600));
  ASSERT_GE(all.size(), 3u);
  const double step = all[1].value - all[0].value;
  for (size_t i = 2; i < all.size(); ++i) EXPECT_NEAR(all[i].value - all[i - 1].value, step, 1e-9);
}

TEST(Ticks, OfNothingAreNone) {
  EXPECT_TRUE(ticks({Scale::linear, Range{}}, Format::number, space(100)).empty());
  EXPECT_TRUE(ticks({Scale::linear, {0, 1}}, Format::number, space(0)).empty());
}

TEST(Number, ValuesKeepFourSignificantDigits) {
  EXPECT_EQ(value_text(0.123456), "0.1235");
  EXPECT_EQ(value_text(12345), "12,345");
  EXPECT_EQ(value_text(-1234567), "-1,234,567");
  EXPECT_EQ(value_text(0.98215, Format::percent), "98.22%");
  EXPECT_EQ(value_text(3.25e-9), "3.250·10^-9");
  EXPECT_EQ(value_text(std::nan("")), "NaN");
  EXPECT_EQ(value_text(3725, Format::seconds), "1:02:05");
}

TEST(Levels, OfContoursLieInsideTheRangeAndAscend) {
  for (const Scale scale : {Scale::linear, Scale::log}) {
    const auto levels = nice_levels({0, 30}, 9, scale);
    ASSERT_GE(levels.size(), 4u);
    EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end()));
    EXPECT_GT(levels.front(), 0);
    EXPECT_LT(levels.back(), 30);
  }
}

}  // namespace
}  // namespace saddle::plot
