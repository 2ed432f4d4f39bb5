#include "saddle/curve.h"

#include <gtest/gtest.h>

namespace saddle {
namespace {

CurveWriter written(int64_t steps) {
  CurveWriter writer;
  for (int64_t step = 1; step <= steps; ++step) {
    const auto x = static_cast<double>(step);
    writer.add({.step = x, .value = 1 / x, .seconds = x / 1000});
  }
  return writer;
}

TEST(Curve, AShortOneKeepsEveryStep) {
  const Curve curve = written(5000).freeze();
  ASSERT_EQ(curve.size(), 5000);
  for (int64_t i = 0; i < curve.size(); ++i) EXPECT_EQ(curve[i].step, static_cast<double>(i + 1));
}

TEST(Curve, TenMillionStepsTakeNoMoreThanAHundredThousand) {
  const Curve curve = written(10'000'000).freeze();
  EXPECT_LE(curve.size(), CurveWriter::most_points + Curve::block_size);
  EXPECT_GE(curve.size(), CurveWriter::newest);
  EXPECT_EQ(curve[0].step, 1);
  EXPECT_EQ(curve.back().step, 10'000'000);
  for (int64_t i = 0; i < curve.size(); ++i) {
    if (i > 0) {
      ASSERT_LT(curve[i - 1].step, curve[i].step);
    }
    ASSERT_EQ(curve[i].value, 1 / curve[i].step);  // a point is kept as it was or not at all
  }
}

TEST(Curve, ThePastStaysEvenlySpacedAndTheNewestStepsComplete) {
  const Curve curve = written(1'000'000).freeze();
  for (int64_t i = curve.size() - CurveWriter::newest; i < curve.size(); ++i)
    ASSERT_EQ(curve[i].step, curve[i - 1].step + 1);
  const double stride = curve[2].step - curve[1].step;
  EXPECT_GT(stride, 1);
  for (int64_t i = 2; i < CurveWriter::past / 2; ++i) ASSERT_EQ(curve[i].step - curve[i - 1].step, stride) << i;
}

TEST(Curve, WhatWasFrozenStaysWhenThePastIsThinned) {
  CurveWriter writer = written(CurveWriter::most_points - 1);
  const Curve before = writer.freeze();
  writer.add({.step = CurveWriter::most_points});
  EXPECT_LT(writer.freeze().size(), before.size());
  ASSERT_EQ(before.size(), CurveWriter::most_points - 1);
  for (int64_t i = 0; i < before.size(); ++i) ASSERT_EQ(before[i].step, static_cast<double>(i + 1));
}

TEST(Curve, FindsAStepOrTheNextOne) {
  CurveWriter writer;
  for (const double step : {1.0, 100.0, 200.0}) writer.add({.step = step});
  const Curve curve = writer.freeze();
  EXPECT_EQ(curve.first_at(0), 0);
  EXPECT_EQ(curve.first_at(1), 0);
  EXPECT_EQ(curve.first_at(2), 1);
  EXPECT_EQ(curve.first_at(200), 2);
  EXPECT_EQ(curve.first_at(201), 3);
}

}  // namespace
}  // namespace saddle
