#include "plot/decimate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "plot/curve_series.h"
#include "plot/smoothing.h"

namespace saddle::plot {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<Point> noise(int count, unsigned seed, double gaps = 0, bool positive = false) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<Point> points;
  double x = 0;
  for (int i = 0; i < count; ++i) {
    const double y = positive ? std::exp(normal(random)) : normal(random);
    points.push_back({x, uniform(random) < gaps ? nan : y});
    if (uniform(random) < 0.9) x += uniform(random);
  }
  return points;
}

Summary by_hand(const std::vector<Point>& points, int64_t begin, int64_t end, bool positive_only) {
  Summary summary;
  bool seen = false;
  for (int64_t i = begin; i < end; ++i) {
    const double y = points[static_cast<size_t>(i)].y;
    const bool gap = !std::isfinite(y) || (positive_only && y <= 0);
    if (i == begin) summary.starts_with_gap = gap;
    summary.ends_with_gap = gap;
    ++summary.points;
    if (gap) continue;
    if (!seen) summary.first = y;
    seen = true;
    summary.last = y;
    summary.least = std::min(summary.least, y);
    summary.greatest = std::max(summary.greatest, y);
  }
  return summary;
}

void expect_same(const Summary& a, const Summary& b) {
  EXPECT_EQ(a.points, b.points);
  EXPECT_EQ(a.starts_with_gap, b.starts_with_gap);
  EXPECT_EQ(a.ends_with_gap, b.ends_with_gap);
  ASSERT_EQ(a.empty(), b.empty());
  if (a.empty()) return;
  EXPECT_EQ(a.first, b.first);
  EXPECT_EQ(a.last, b.last);
  EXPECT_EQ(a.least, b.least);
  EXPECT_EQ(a.greatest, b.greatest);
}

TEST(Pyramid, AgreesWithReadingEveryPoint) {
  for (const auto domain : {Pyramid::Domain::all, Pyramid::Domain::positive}) {
    const auto points = noise(5000, 3, 0.2);
    const Series all = series(points);
    Pyramid pyramid;
    pyramid.follow(all, domain);
    std::mt19937 random(4);
    for (int trial = 0; trial < 2000; ++trial) {
      int64_t begin = static_cast<int64_t>(random() % 5001), end = static_cast<int64_t>(random() % 5001);
      if (begin > end) std::swap(begin, end);
      expect_same(pyramid.summary(all, begin, end), by_hand(points, begin, end, domain == Pyramid::Domain::positive));
    }
  }
}

TEST(Pyramid, GrowsPieceByPieceIntoTheSameAsAtOnce) {
  const auto points = noise(3000, 5, 0.1);
  Pyramid pyramid;
  for (size_t count = 0; count <= points.size(); count += 37) {
    const std::vector<Point> sofar(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(count));
    pyramid.follow(series(sofar), Pyramid::Domain::all);
    expect_same(pyramid.summary(series(sofar), 0, pyramid.size()),
                by_hand(points, 0, static_cast<int64_t>(count), false));
  }
}

// How many points were read.
struct Counted {
  const std::vector<Point>* points;
  mutable int64_t reads = 0;
};

Series counted_series(const Counted& counted) {
  return {&counted, static_cast<int64_t>(counted.points->size()), [](const void* source, int64_t index) {
            const auto& self = *static_cast<const Counted*>(source);
            ++self.reads;
            return (*self.points)[static_cast<size_t>(index)];
          }};
}

TEST(Pyramid, ReadsOnlyWhatIsNew) {
  auto points = noise(100000, 6);
  const Counted counted{&points};
  Pyramid pyramid;
  pyramid.follow(counted_series(counted), Pyramid::Domain::all);
  counted.reads = 0;
  for (int i = 0; i < 10; ++i) points.push_back({points.back().x + 1, 0});
  pyramid.follow(counted_series(counted), Pyramid::Domain::all);
  EXPECT_LE(counted.reads, 10 + 2);
  EXPECT_EQ(pyramid.size(), 100010);
}

TEST(Pyramid, NoticesThatTheSeriesIsAnotherOne) {
  const auto first = noise(500, 7), second = noise(900, 8);
  Pyramid pyramid;
  pyramid.follow(series(first), Pyramid::Domain::all);
  pyramid.follow(series(second), Pyramid::Domain::all);
  expect_same(pyramid.summary(series(second), 0, 900), by_hand(second, 0, 900, false));
  pyramid.follow(series(first), Pyramid::Domain::all);
  EXPECT_EQ(pyramid.size(), 500);
}

TEST(Pyramid, CountsWhatALogarithmCannotShow) {
  const std::vector<Point> points{{0, 1}, {1, 0}, {2, -3}, {3, nan}, {4, 2}};
  Pyramid pyramid;
  pyramid.follow(series(points), Pyramid::Domain::positive);
  EXPECT_EQ(pyramid.skipped(), 2);
  EXPECT_EQ(pyramid.y(), (Range{1, 2}));
  pyramid.follow(series(points), Pyramid::Domain::all);
  EXPECT_EQ(pyramid.skipped(), 0);
  EXPECT_EQ(pyramid.y(), (Range{-3, 2}));
}

TEST(Pyramid, KnowsWhetherXGoesBack) {
  Pyramid pyramid;
  pyramid.follow(series(std::vector<Point>{{0, 1}, {1, 1}, {1, 2}}), Pyramid::Domain::all);
  EXPECT_TRUE(pyramid.monotonic());
  pyramid.follow(series(std::vector<Point>{{0, 1}, {1, 1}, {0.5, 2}}), Pyramid::Domain::all);
  EXPECT_FALSE(pyramid.monotonic());
}

TEST(Columns, HoldEveryVisiblePointOnceInTheColumnOfItsPixel) {
  for (const Scale scale : {Scale::linear, Scale::log}) {
    const auto points = noise(20000, 9, 0.05);
    const Series all = series(points);
    Pyramid pyramid;
    pyramid.follow(all, Pyramid::Domain::all);
    const Axis axis{scale, {100, 4000}};
    const int pixels = 300;
    const auto columns_found = columns(all, pyramid, axis, pixels);
    int64_t next = columns_found.front().begin;
    for (const Column& column : columns_found) {
      EXPECT_EQ(column.begin, next);
      next += column.y.points;
      expect_same(column.y, by_hand(points, column.begin, next, false));
      for (int64_t i = column.begin; i < next; ++i) {
        const double place = axis.to_unit(points[static_cast<size_t>(i)].x) * pixels;
        if (place >= 0 && place <= pixels) {
          EXPECT_NEAR(place, column.pixel, 0.5 + 1e-6);
        }
      }
    }
    EXPECT_LT(points[static_cast<size_t>(columns_found.front().begin)].x, 100);
    EXPECT_GT(points[static_cast<size_t>(next - 1)].x, 4000);
    EXPECT_LE(columns_found.size(), static_cast<size_t>(pixels + 2));
  }
}

TEST(Columns, KeepASinglePeakAmongAMillionPoints) {
  std::vector<Point> points;
  for (int i = 0; i < 1000000; ++i) points.push_back({static_cast<double>(i), 0.5});
  points[654321].y = 17;
  points[123456].y = -4;
  const Series all = series(points);
  Pyramid pyramid;
  pyramid.follow(all, Pyramid::Domain::all);
  Range seen;
  for (const Column& column : columns(all, pyramid, {Scale::linear, {0, 1e6}}, 200)) {
    seen.include(column.y.least);
    seen.include(column.y.greatest);
  }
  EXPECT_EQ(seen, (Range{-4, 17}));
}

TEST(Columns, AreNotJoinedAcrossAGap) {
  std::vector<Point> points;
  for (int i = 0; i < 1000; ++i) points.push_back({static_cast<double>(i), i >= 400 && i < 600 ? nan : 1.0});
  const Series all = series(points);
  Pyramid pyramid;
  pyramid.follow(all, Pyramid::Domain::all);
  const auto found = columns(all, pyramid, {Scale::linear, {0, 1000}}, 100);
  int breaks = 0, drawn = 0;
  for (size_t i = 0; i + 1 < found.size(); ++i) {
    const bool meet = joined(found[i], found[i + 1]);
    if (!meet) ++breaks;
    if (found[i].pixel > 41 && found[i].pixel < 59) {
      EXPECT_TRUE(found[i].y.empty());
    }
    drawn += found[i].y.empty() ? 0 : 1;
  }
  EXPECT_EQ(drawn + 1, 80);
  EXPECT_GE(breaks, 20);
}

TEST(Columns, CostReadsInProportionToPixels) {
  const auto points = noise(1000000, 10);
  const Counted counted{&points};
  Pyramid pyramid;
  pyramid.follow(counted_series(counted), Pyramid::Domain::all);
  counted.reads = 0;
  columns(counted_series(counted), pyramid, {Scale::linear, {0, points.back().x}}, 500);
  EXPECT_LT(counted.reads, 500 * 200);
}

TEST(Series, ReadsACurveInBlocksAsWritten) {
  CurveWriter writer;
  for (int i = 0; i < 3000; ++i) writer.add({.step = i * 1.0, .value = i * 2.0, .seconds = i * 0.5});
  const Curve curve = writer.freeze();
  for (const int64_t i : {0, 1023, 1024, 2047, 2048, 2999}) {
    EXPECT_EQ(by_step(curve)[i].x, static_cast<double>(i));
    EXPECT_EQ(by_step(curve)[i].y, static_cast<double>(2 * i));
    EXPECT_EQ(by_seconds(curve)[i].x, 0.5 * static_cast<double>(i));
  }
}

TEST(Series, FindsTheNearestPoint) {
  const auto points = noise(300, 11);
  const Series all = series(points);
  for (double x = -1; x < points.back().x + 1; x += 0.13) {
    double best = std::numeric_limits<double>::infinity();
    for (const Point& p : points) best = std::min(best, std::abs(p.x - x));
    EXPECT_DOUBLE_EQ(std::abs(all[nearest(all, x)].x - x), best);
  }
}

TEST(Smoothing, EqualsTheWeightedMeanOfAllBefore) {
  const auto points = noise(200, 12);
  const Series all = series(points);
  const double beta = 0.9;
  Smoothing smoothing;
  smoothing.follow(all, beta);
  const Series smooth = smoothing.smoothed(all);
  for (size_t t = 0; t < points.size(); ++t) {
    double sum = 0, weights = 0;
    for (size_t i = 0; i <= t; ++i) {
      const double weight = std::pow(beta, static_cast<double>(t - i));
      sum += weight * points[i].y;
      weights += weight;
    }
    EXPECT_NEAR(smooth[static_cast<int64_t>(t)].y, sum / weights, 1e-6);
    EXPECT_EQ(smooth[static_cast<int64_t>(t)].x, points[t].x);
  }
}

TEST(Smoothing, BeginsAnewAfterTheWayBackFromADivergence) {
  std::vector<Point> points;
  for (int step = 1; step <= 4; ++step) points.push_back({static_cast<double>(step), std::pow(1e5, step)});
  for (int step = 5; step <= 40; ++step) points.push_back({static_cast<double>(step), step % 2 ? 2.0 : 0.01});
  const Series all = series(points);
  Smoothing smoothing;
  smoothing.follow(all, 0.9);
  const Series smooth = smoothing.smoothed(all);
  EXPECT_GT(smooth[3].y, 1e18) << "the divergence itself stays to be seen";
  EXPECT_EQ(smooth[4].y, 2);
  for (int64_t i = 10; i < 40; ++i) EXPECT_NEAR(smooth[i].y, 1, 0.4) << "and small losses are no reason to begin anew";
}

TEST(Smoothing, PassesOverGapsAndReadsOnlyWhatIsNew) {
  auto points = noise(1000, 13);
  points[500].y = nan;
  const Counted counted{&points};
  Smoothing smoothing;
  smoothing.follow(counted_series(counted), 0.9);
  counted.reads = 0;
  points.push_back({points.back().x + 1, 1});
  smoothing.follow(counted_series(counted), 0.9);
  EXPECT_LE(counted.reads, 4);
  const Series all = counted_series(counted);
  const Series smooth = smoothing.smoothed(all);
  EXPECT_TRUE(std::isnan(smooth[500].y));
  EXPECT_TRUE(std::isfinite(smooth[501].y));
}

}  // namespace
}  // namespace saddle::plot
