#include <array>
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "panel_alone.h"
#include "panels/curves/loss_range.h"
#include "panels/curves/short_names.h"

namespace saddle::app {
namespace {

TEST(ShortNames, KeepWhatDiffers) {
  using Names = std::vector<std::string>;
  const std::string now = "LeNet-5 · adam 0.001 · he";
  EXPECT_EQ(short_names({"LeNet-5 · adam 0.01 · he", "LeNet-5 · sgd 0.1 · he"}, now), (Names{"adam 0.01", "sgd 0.1"}));
  EXPECT_EQ(short_names({"LeNet-5 · adam 0.01 · zero"}, now), (Names{"adam 0.01 · zero"}));
  EXPECT_EQ(short_names({now, now, now}, now), (Names{now, now + " (2)", now + " (3)"}));
  EXPECT_EQ(short_names({"mine"}, now), Names{"mine"});
  EXPECT_TRUE(short_names({}, now).empty());
}

TEST(CurvesPanel, BeforeTrainingTheLossesGoUpToWhatGuessingCosts) {
  RunSnapshot run;
  EXPECT_FALSE(expected_losses(run)) << "of numbers nothing is known";
  run.classes.resize(10);
  EXPECT_NEAR(expected_losses(run)->max, 1.2 * std::log(10), 1e-9);
  Experiment experiment;
  experiment.reference = {{.curve = "train_loss", .step = 12000, .value = 7}};
  run.experiment = std::make_shared<const Experiment>(experiment);
  EXPECT_NEAR(expected_losses(run)->max, 8.4, 1e-9);
}

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

Curves with_losses(double train, double test) {
  CurveWriter steps, measured;
  for (int step = 1; step <= 1000; ++step) steps.add({static_cast<double>(step), train / step, 0});
  measured.add({1, test, 0});
  measured.add({500, train / 500, 0});
  Curves curves;
  curves.train_loss = steps.freeze();
  curves.test_loss = measured.freeze();
  return curves;
}

// Batch norm's first running statistics gave a test loss of 5.7e8 where the losses of the steps were 2.
TEST(CurvesPanel, AMeasurementThatDwarfsTheStepsDoesNotFlattenThem) {
  const Curves usual = with_losses(2.3, 2.4), dwarfed = with_losses(2.3, 5.7e8), none;
  EXPECT_FALSE(loss_range(std::array{&usual}));
  EXPECT_FALSE(loss_range(std::array{&none}));
  const auto range = loss_range(std::array{&usual, &dwarfed});
  ASSERT_TRUE(range);
  EXPECT_EQ(range->min, 0);
  EXPECT_NEAR(range->max, 1.1 * 2.3, 1e-9);
}

TEST(CurvesPanel, AfterTheWayBackFromADivergenceTheLossesCanBeReadAgain) {
  const auto losses = [](int steps) {
    CurveWriter writer;
    for (int step = 1; step <= steps; ++step)
      writer.add({static_cast<double>(step), step <= 4 ? std::pow(1e5, step) : 2.0, 0});
    Curves curves;
    curves.train_loss = writer.freeze();
    return curves;
  };
  const Curves diverging = losses(6), back = losses(700);
  EXPECT_FALSE(loss_range(std::array{&diverging})) << "as long as they are most of it, they are shown";
  ASSERT_TRUE(loss_range(std::array{&back}));
  EXPECT_NEAR(loss_range(std::array{&back})->max, 8.8, 1e-9);
}

// Whatever the losses of a run do, the axis changes a few times at most in all its steps.
TEST(CurvesPanel, TheScaleOfTheLossesDoesNotFlicker) {
  const auto changes = [](const auto& loss) {
    CurveWriter writer;
    bool decades = false;
    int count = 0;
    for (int step = 1; step <= 3000; ++step) {
      writer.add({static_cast<double>(step), loss(step), 0});
      Curves curves;
      curves.train_loss = writer.freeze();
      const bool now = spans_decades(std::array<const Curves*, 1>{&curves}, decades);
      count += now != decades;
      decades = now;
    }
    return std::pair(count, decades);
  };
  const auto leaping = [](int step) { return step == 1 ? 2.0 : step % 2 ? 1e4 : 4e4; };
  EXPECT_EQ(changes(leaping), std::pair(1, true)) << "about the limit";
  const auto now_and_then = [](int step) { return step % 20 == 0 ? 1e9 : 2.0; };
  EXPECT_LE(changes(now_and_then).first, 2) << "one in twenty, where the limit is";
  const auto astray = [](int step) { return step % 500 == 7 ? 1e9 : 2.0; };
  EXPECT_EQ(changes(astray).second, false) << "a few are cut off";
  const auto back = [](int step) { return step < 50 ? std::pow(10.0, step / 5.0) : 2.0; };
  EXPECT_EQ(changes(back), std::pair(2, false)) << "there, and back";
  const auto usual = [](int step) { return 2.3 / step; };
  EXPECT_EQ(changes(usual), std::pair(0, false));
}

TEST(CurvesPanel, ALowPaneHasItsFiguresSideBySide) {
  ApplicationOptions options{.settings = {.workspace = {.arrangement = "four", .panes = {"curves"}}}};
  Driver user(options, 1280, 720);
  EXPECT_LT(user.mark("plot.loss")->right, user.mark("plot.accuracy")->left + 1);
  EXPECT_EQ(user.mark("plot.loss")->top, user.mark("plot.accuracy")->top);
}

TEST(CurvesPanel, TheLowerPaneOfALectureHasRoomForThem) {
  ApplicationOptions options{
      .settings = {.workspace = {.arrangement = "lecture", .panes = {"gradients", "curves", "builder"}}}};
  Driver user(options, 1280, 720);
  EXPECT_GE(user.mark("plot.loss")->bottom - user.mark("plot.loss")->top, 100);
  EXPECT_FALSE(user.mark("curves.axis")) << "the controls give way to the curves";
  user.click("pane1.full");
  user.settle();
  EXPECT_TRUE(user.mark("curves.axis"));
}

TEST(CurvesPanel, TheLowerPaneOfALectureHasRoomForThemBesideWhatADivergenceMeans) {
  const ChangedPreset fast("first-light", [](Experiment& experiment) {
    const Node thirty{.name = {}, .type = "dense", .properties = {{"units", 30}}};
    experiment.network = {thirty, thirty, {.name = {}, .type = "dense", .properties = {{"units", 10}}}};
    experiment.optimizer = {"sgd", {{"learning_rate", 1000.0}}};
  });
  ApplicationOptions options{
      .experiment = fast,
      .settings = {.workspace = {.arrangement = "lecture", .panes = {"gradients", "curves", "builder"}}}};
  Driver user(options, 1280, 720);
  EXPECT_TRUE(user.mark("figure.loss"));
  user.click("train");
  user.settle(60);
  ASSERT_TRUE(user.mark("run.issue"));
  EXPECT_GE(user.mark("plot.loss")->bottom - user.mark("plot.loss")->top, 100);
  EXPECT_FALSE(user.mark("figure.loss")) << "the figures give way to the sentence";
  user.click("pane1.full");
  user.settle();
  EXPECT_TRUE(user.mark("figure.loss"));
  EXPECT_TRUE(user.mark("run.issue"));
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

TEST(CurvesPanel, ALargeLossKeepsToItsColumn) {
  Driver user({}, 1280);
  user.type("optimizer.learning_rate", "1000");
  const float column = user.mark("figure.train")->left;
  user.click("train");
  user.settle(40);
  ASSERT_GT(user.now().curves.train_loss.back().value, 100);
  EXPECT_EQ(user.mark("figure.train")->left, column) << user.text("figure.loss");
}

TEST(CurvesPanel, ASentenceAboveThemLeavesRoomForTheCurvesOfSeveralRuns) {
  // As they stand beside the digit and above the filters at first.
  for (const auto& [width, height] : {std::pair{1024, 640}, {1280, 720}}) {
    Driver user({.experiment = "first-light", .settings = {.language = "ko"}}, width, height);
    user.train_for(5);
    user.type("rate", "1000");
    user.click("reset");
    user.train_for(10);
    ASSERT_TRUE(user.mark("run.issue")) << width;
    for (const char* plot : {"plot.loss", "plot.accuracy"}) {
      ASSERT_TRUE(user.mark(plot)) << width;
      EXPECT_GE(user.mark(plot)->bottom - user.mark(plot)->top, 72) << plot << " at " << width;
      EXPECT_LE(user.mark(plot)->bottom, user.mark("pane0.area")->bottom) << plot << " at " << width;
    }
    EXPECT_EQ(user.mark("plot.loss")->top, user.mark("plot.accuracy")->top) << "beside each other as before";
  }
}

}  // namespace
}  // namespace saddle::app
