#include <gtest/gtest.h>

#include "driver.h"
#include "panels/digit/hard_drawings.h"

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

TEST(DigitPanel, RedoBringsAStrokeBackAndANewOneEndsThat) {
  Driver user;
  user.stroke(four_left);
  user.stroke(four_right);
  const std::string whole = user.text("digit.prediction");
  user.click("digit.undo");
  user.click("digit.undo");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "0 strokes");
  EXPECT_FALSE(user.mark("digit.undo")->enabled);
  const auto over = [&user] {
    const ui::Mark at = *user.mark("digit.canvas");
    user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  };
  over();
  user.key(ImGuiKey_Y, true);
  user.key(ImGuiKey_Y, true);
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes");
  EXPECT_EQ(user.text("digit.prediction"), whole);
  user.key(ImGuiKey_Z, true);
  user.stroke(one);
  over();
  user.key(ImGuiKey_Y, true);
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes") << "what was taken back is gone";
}

TEST(DigitPanel, ClearingIsUndoneAsAWhole) {
  Driver user;
  user.stroke(four_left);
  user.stroke(four_right);
  user.click("digit.clear");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "0 strokes");
  user.click("digit.undo");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "2 strokes");
}

TEST(DigitPanel, AHardDrawingComesWithAClickAndGoesWithOne) {
  Driver user;
  user.stroke(one);
  for (size_t i = 0; i < hard_drawings().size(); ++i) {
    const HardDrawing& hard = hard_drawings()[i];
    user.click("digit.picture");
    user.frames(2);
    user.click("digit.hard" + std::to_string(i));
    user.settle(6);
    EXPECT_EQ(user.text("digit.canvas"), std::to_string(hard.strokes.size()) + " strokes") << hard.name;
    EXPECT_NE(user.text("digit.prediction"), "") << hard.name;
    for (const auto& stroke : hard.strokes) {
      for (const ImVec2& p : stroke) EXPECT_TRUE(p.x > 0 && p.x < 1 && p.y > 0 && p.y < 1) << hard.name;
    }
    user.click("digit.undo");
    user.settle();
    EXPECT_EQ(user.text("digit.canvas"), "1 strokes") << "what was there before";
  }
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
