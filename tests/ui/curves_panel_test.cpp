#include <fmt/format.h>
#include <gtest/gtest.h>

#include "panel_alone.h"

namespace saddle::app {
namespace {

TEST(CurvesPanel, NamesTheLossInUse) {
  EXPECT_EQ(Driver(panel_alone("curves"), 1280, 720).text("plot.loss"), "Softmax cross entropy");
  EXPECT_EQ(Driver(panel_alone("curves", "curve"), 1280, 720).text("plot.loss"), "Mean squared error");
}

TEST(CurvesPanel, ShowsNoAccuracyOfARegressionButItsTestLoss) {
  Driver user(panel_alone("curves", "curve"), 1280, 720);
  EXPECT_EQ(user.mark("plot.accuracy"), nullptr);
  EXPECT_EQ(user.mark("figure.train"), nullptr);
  user.click("train");
  user.settle(200);
  EXPECT_EQ(user.text("figure.test"), fmt::format("{:.4f}", user.now().curves.test_loss.back().value));
  EXPECT_GT(user.mark("plot.loss")->bottom, 600) << "the loss takes all the room";
}

TEST(CurvesPanel, FiguresOfTheMomentKeepApartInANarrowPane) {
  ApplicationOptions options{.settings = {.workspace = {.arrangement = "two", .panes = {"curves"}}}};
  Driver user(options, 1280, 720);
  user.click("train");
  user.settle(120);
  const std::vector<std::string> names{"figure.epoch", "figure.loss", "figure.train", "figure.test", "figure.rate"};
  for (size_t i = 0; i + 1 < names.size(); ++i)
    EXPECT_GE(user.mark(names[i + 1])->left - user.mark(names[i])->right, 12) << names[i];
}

}  // namespace
}  // namespace saddle::app
