#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

using Stroke = std::vector<std::pair<float, float>>;
const Stroke seven = {{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}};
const Stroke one = {{0.52f, 0.18f}, {0.48f, 0.82f}};
const Stroke zero = {{0.50f, 0.20f}, {0.36f, 0.28f}, {0.30f, 0.50f}, {0.36f, 0.72f}, {0.50f, 0.80f},
                     {0.64f, 0.72f}, {0.70f, 0.50f}, {0.64f, 0.28f}, {0.50f, 0.20f}};
const Stroke four_left = {{0.38f, 0.18f}, {0.30f, 0.54f}, {0.70f, 0.54f}},
             four_right = {{0.60f, 0.20f}, {0.58f, 0.84f}};

TEST(DigitPanel, TheShippedModelReadsADrawingAtOnce) {
  Driver user;
  EXPECT_EQ(user.text("digit.prediction"), "");
  user.stroke(seven);
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ") << user.text("digit.prediction");
  user.click("digit.clear");
  user.settle();
  EXPECT_EQ(user.text("digit.prediction"), "");
  user.stroke(zero);
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "0 ") << user.text("digit.prediction");
}

TEST(DigitPanel, UndoTakesBackOneStroke) {
  Driver user;
  user.stroke(four_left);
  const std::string before = user.text("digit.prediction");
  user.stroke(four_right);
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes");
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "4 ") << user.text("digit.prediction");
  user.click("digit.undo");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes");
  EXPECT_EQ(user.text("digit.prediction"), before);
}

TEST(DigitPanel, SizeAndPlaceOfADrawingDoNotMatter) {
  Driver user;
  const auto moved = [](Stroke stroke, float scale, float x, float y) {
    for (auto& [px, py] : stroke) px = (px - 0.5f) * scale + x, py = (py - 0.5f) * scale + y;
    return stroke;
  };
  for (const auto& [scale, x, y] :
       {std::tuple{1.2f, 0.5f, 0.5f}, {0.5f, 0.25f, 0.3f}, {0.5f, 0.75f, 0.7f}, {0.35f, 0.5f, 0.2f}}) {
    user.stroke(moved(seven, scale, x, y));
    EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "7 ") << scale << " at " << x << ", " << y;
    user.click("digit.clear");
    user.settle();
  }
}

TEST(DigitPanel, TheNetworkInTrainingChangesItsMind) {
  Driver user;
  user.choose("digit.source", "training");
  user.stroke(one);
  const std::string untrained = user.text("digit.prediction");
  EXPECT_NE(untrained, "");
  user.click("train");
  user.settle(150);
  EXPECT_NE(user.text("digit.prediction"), untrained);
  EXPECT_EQ(user.text("digit.prediction").substr(0, 2), "1 ") << user.text("digit.prediction");
}

TEST(DigitPanel, TheHintStaysOnASmallCanvas) {
  for (const char* language : {"en", "ko"}) {
    ApplicationOptions options{.settings = {.workspace = {.arrangement = "four", .panes = {"digit"}}}};
    options.settings.language = language;
    Driver user(options, 1280, 720);
    ASSERT_NE(user.mark("digit.hint"), nullptr);
    EXPECT_GE(user.mark("digit.hint")->left, user.mark("digit.canvas")->left) << language;
    EXPECT_LE(user.mark("digit.hint")->right, user.mark("digit.canvas")->right) << language;
  }
}

TEST(DigitPanel, InAQuarterOfTheWindowDrawingAndAnswerAreBothSeen) {
  ApplicationOptions options{.settings = {.workspace = {.arrangement = "four", .panes = {"digit"}}}};
  Driver user(options, 1920, 1080);
  user.stroke(seven);
  const ui::Mark pane = *user.mark("pane0.area"), canvas = *user.mark("digit.canvas"),
                 answer = *user.mark("digit.prediction");
  EXPECT_EQ(answer.text.substr(0, 2), "7 ");
  EXPECT_GT(canvas.bottom - canvas.top, 150);
  EXPECT_LE(answer.bottom, pane.bottom);
  EXPECT_GE(answer.bottom - answer.top, 10 * 18) << "ten lines of text";
}

}  // namespace
}  // namespace saddle::app
