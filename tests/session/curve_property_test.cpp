#include <algorithm>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "saddle/curve.h"

namespace saddle {
namespace {

// What any curve must be that was written point by point, at whatever steps and however long it is.
void expect_thinned(const Curve& curve, const std::vector<CurvePoint>& written) {
  ASSERT_EQ(curve.size() == 0, written.empty());
  if (written.empty()) return;
  ASSERT_LE(curve.size(), CurveWriter::most_points);
  EXPECT_EQ(curve[0].step, written.front().step) << "the first point is always kept";
  EXPECT_EQ(curve.back().step, written.back().step) << "and so is the newest";
  size_t at = 0;
  for (int64_t i = 0; i < curve.size(); ++i) {
    while (at < written.size() && written[at].step < curve[i].step) ++at;
    ASSERT_LT(at, written.size());
    ASSERT_EQ(curve[i].step, written[at].step) << "point " << i << " was never written, or is out of order";
    ASSERT_EQ(curve[i].value, written[at].value);
    ASSERT_EQ(curve[i].seconds, written[at].seconds);
    ++at;
  }
  const int64_t complete = std::min({curve.size(), std::ssize(written), CurveWriter::newest});
  for (int64_t back = 1; back <= complete; ++back)
    ASSERT_EQ(curve[curve.size() - back].step, written[written.size() - static_cast<size_t>(back)].step)
        << "of the newest quarter, step " << back << " from the end is missing";
}

TEST(CurveProperty, AnyCurveKeepsItsEndsItsOrderAndItsBoundAndInventsNothing) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto below = [&](int64_t n) { return static_cast<int64_t>(random() % static_cast<uint64_t>(n)); };
    const int64_t length = seed % 3 == 0 ? below(3000) : below(5 * CurveWriter::most_points);
    const int64_t stride = 1 + below(4), unsteadiness = 1 + below(3);
    CurveWriter writer;
    std::vector<CurvePoint> written;
    int64_t step = below(100);
    for (int64_t i = 0; i < length; ++i) {
      step += stride + below(unsteadiness);
      const CurvePoint point{static_cast<double>(step), static_cast<double>(random()), static_cast<double>(i) / 7};
      writer.add(point);
      written.push_back(point);
    }
    expect_thinned(writer.freeze(), written);
  }
}

// Of steps without a gap: the nearer the present, the closer the points.
TEST(CurveProperty, ThePastIsEvenlySpacedHoweverOftenItWasThinned) {
  CurveWriter writer;
  std::mt19937 random(2);
  for (int64_t step = 1; step <= 12 * CurveWriter::most_points; ++step) {
    writer.add({static_cast<double>(step), 0, 0});
    if (random() % 100'000 != 0) continue;
    const Curve curve = writer.freeze();
    double last = curve.size() > 2 ? curve[2].step - curve[1].step : 1;  // the first point lies wherever it lies
    for (int64_t i = 2; i < curve.size(); ++i) {
      const double distance = curve[i].step - curve[i - 1].step;
      ASSERT_LE(distance, last) << "at step " << curve[i].step << " of " << step;
      last = distance;
    }
  }
}

TEST(CurveProperty, AFrozenCurveIsTheSameHoweverLongTheWriterGoesOn) {
  std::mt19937 random(3);
  CurveWriter writer;
  std::vector<std::pair<Curve, std::vector<double>>> frozen;
  for (int64_t step = 1; step <= 3 * CurveWriter::most_points; ++step) {
    writer.add({static_cast<double>(step), static_cast<double>(step % 97), 0});
    if (random() % 40'000 != 0) continue;
    std::vector<double> steps;
    const Curve curve = writer.freeze();
    for (int64_t i = 0; i < curve.size(); ++i) steps.push_back(curve[i].step);
    frozen.emplace_back(curve, std::move(steps));
  }
  ASSERT_GT(frozen.size(), 3u);
  for (const auto& [curve, steps] : frozen) {
    ASSERT_EQ(curve.size(), std::ssize(steps));
    for (int64_t i = 0; i < curve.size(); ++i) ASSERT_EQ(curve[i].step, steps[static_cast<size_t>(i)]);
  }
}

TEST(CurveProperty, FirstAtFindsWhatASearchFromTheBeginningFinds) {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    CurveWriter writer;
    const auto length = static_cast<int64_t>(random() % 5000);
    double step = 0;
    for (int64_t i = 0; i < length; ++i) writer.add({step += 1 + random() % 5, 0, 0});
    const Curve curve = writer.freeze();
    for (int question = 0; question < 20; ++question) {
      const double wanted = static_cast<double>(random() % 20'000) / 2 - 5;
      int64_t expected = 0;
      while (expected < curve.size() && curve[expected].step < wanted) ++expected;
      ASSERT_EQ(curve.first_at(wanted), expected) << wanted;
    }
  }
}

}  // namespace
}  // namespace saddle
