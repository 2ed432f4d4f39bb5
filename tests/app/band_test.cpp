// The course of a figure over several seeds.
#include "model/studies/band.h"

#include <cmath>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace saddle::app {
namespace {

using Runs = std::vector<std::shared_ptr<const RunSnapshot>>;

// A run whose loss after step k is value(k).
template <class Value>
std::shared_ptr<const RunSnapshot> run_of(int64_t steps, Status status, Curve Curves::*curve, const Value& value) {
  CurveWriter writer;
  for (int64_t k = 1; k <= steps; ++k) {
    const auto step = static_cast<double>(k);
    writer.add({.step = step, .value = value(step), .seconds = step / 10});
  }
  auto run = std::make_shared<RunSnapshot>();
  run->status = status;
  run->steps = steps;
  run->curves.*curve = writer.freeze();
  return run;
}

const FigureRow& loss = figure_row("train_loss", "");
const FigureRow& accuracy = figure_row("test_accuracy", "");

TEST(Band, IsTheMedianTheLeastAndTheGreatestOfTheMeansOverStretches) {
  Runs runs;
  for (const double seed : {1.0, 2.0, 4.0})
    runs.push_back(run_of(10'000, Status::finished, loss.curve, [&](double k) { return seed * k; }));
  const Band band = band_of(runs, loss);
  ASSERT_EQ(band.median.size(), 100u);
  for (size_t i = 0; i < 100; ++i) {
    const double last = 100 * (static_cast<double>(i) + 1), mean = last - 49.5;
    EXPECT_EQ(band.median[i].x, last);
    EXPECT_DOUBLE_EQ(band.median[i].y, 2 * mean);
    EXPECT_DOUBLE_EQ(band.least[i].y, mean);
    EXPECT_DOUBLE_EQ(band.greatest[i].y, 4 * mean);
    EXPECT_DOUBLE_EQ(band.seconds[i], last / 10);
  }
}

TEST(Band, HasFewPointsHoweverOftenAFigureIsMeasured) {
  const Runs runs{run_of(10'000, Status::finished, accuracy.curve, [](double) { return 0.5; })};
  const Band band = band_of(runs, accuracy);
  EXPECT_LE(band.median.size(), 400u);
  EXPECT_EQ(band.median.back().x, 10'000);
  const Runs rarely{run_of(300, Status::finished, accuracy.curve, [](double k) { return k / 300; })};
  EXPECT_EQ(band_of(rarely, accuracy).median.size(), 300u) << "each as it is";
}

TEST(Band, ARunThatDivergedIsWorseThanAnyNumberAndOneThatTrainsIsWaitedFor) {
  const auto one = [](double) { return 1.0; };
  const Runs gone{run_of(50, Status::finished, loss.curve, one), run_of(20, Status::diverged, loss.curve, one),
                  run_of(50, Status::finished, loss.curve, one)};
  const Band band = band_of(gone, loss);
  ASSERT_EQ(band.median.size(), 50u);
  EXPECT_EQ(band.greatest[19].y, 1);
  EXPECT_TRUE(std::isnan(band.greatest[20].y));
  EXPECT_EQ(band.median[49].y, 1);
  const Runs racing{run_of(50, Status::running, loss.curve, one), run_of(40, Status::running, loss.curve, one)};
  EXPECT_EQ(band_of(racing, loss).median.size(), 40u) << "as far as both have come";
}

}  // namespace
}  // namespace saddle::app
