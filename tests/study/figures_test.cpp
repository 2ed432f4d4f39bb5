// Median, least and greatest.
#include "saddle/figures.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "saddle/error.h"

namespace saddle {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Spread, IsThatOfNumPy) {
  // np.median([0.31, 0.11, 0.72, 0.24, 0.5]) == 0.31; np.median([0.31, 0.11, 0.72, 0.24]) == 0.275
  const Spread odd = spread_of(std::vector{0.31, 0.11, 0.72, 0.24, 0.5}, true);
  EXPECT_EQ(odd.median, 0.31);
  EXPECT_EQ(odd.least, 0.11);
  EXPECT_EQ(odd.greatest, 0.72);
  EXPECT_DOUBLE_EQ(spread_of(std::vector{0.31, 0.11, 0.72, 0.24}, false).median, 0.275);
  const Spread one = spread_of(std::vector{4.0}, false);
  EXPECT_EQ(one.median, 4);
  EXPECT_EQ(one.least, 4);
  EXPECT_EQ(one.greatest, 4);
  EXPECT_TRUE(std::isnan(spread_of({}, true).median));
}

TEST(Spread, ARunThatDivergedIsWorseThanAnyNumber) {
  const Spread loss = spread_of(std::vector{0.3, nan, 0.1}, false);
  EXPECT_EQ(loss.median, 0.3);
  EXPECT_EQ(loss.least, 0.1);
  EXPECT_TRUE(std::isnan(loss.greatest));
  const Spread accuracy = spread_of(std::vector{0.3, nan, 0.1}, true);
  EXPECT_EQ(accuracy.median, 0.1);
  EXPECT_TRUE(std::isnan(accuracy.least));
  EXPECT_EQ(accuracy.greatest, 0.3);
  EXPECT_TRUE(std::isnan(spread_of(std::vector{0.3, nan, nan}, true).median));
  EXPECT_TRUE(std::isnan(spread_of(std::vector{0.3, nan}, true).median)) << "the mean of a number and none";
}

TEST(Figures, AnUnknownOneIsRefusedWithTheNamesThereAre) {
  EXPECT_EQ(figure_row("test_accuracy", "").value, &Figures::test_accuracy);
  try {
    figure_row("speed", "--metric");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "--metric: there is no figure \"speed\"; there are train_loss, train_accuracy, validation_loss, "
              "validation_accuracy, test_loss, test_accuracy");
  }
}

}  // namespace
}  // namespace saddle
