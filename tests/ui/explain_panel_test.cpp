#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

using Line = std::vector<std::pair<float, float>>;
const Line seven_line = {{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}};
const Line cross_down = {{0.2f, 0.2f}, {0.8f, 0.8f}}, cross_up = {{0.2f, 0.8f}, {0.8f, 0.2f}};

ApplicationOptions digit_and_why() {
  return {.experiment = "first-light",
          .settings = {.workspace = {.arrangement = "two", .panes = {"digit", "explain"}}}};
}

TEST(ExplainPanel, WaitsForADrawingThenSaysWhatSpeaksForTheAnswer) {
  Driver user(digit_and_why());
  EXPECT_EQ(user.text("explain"), "nothing drawn");
  user.stroke(seven_line);
  user.settle(6);
  EXPECT_EQ(user.text("explain.why").substr(0, 2), "7 ");
  const std::string product = user.text("explain.why");
  user.choose("explain.method", "gradient");
  user.settle(6);
  EXPECT_NE(user.text("explain.why"), product) << "the method changes what is shown";
  user.choose("explain.class", "1");
  user.settle(6);
  EXPECT_EQ(user.text("explain.why").substr(0, 2), "1 ");
}

TEST(ExplainPanel, TheNetworkInTrainingIsAskedToo) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.settle(6);
  const std::string shipped = user.text("explain.why");
  user.choose("explain.juror", "1");
  user.settle(6);
  EXPECT_NE(user.text("explain.why"), shipped);
}

TEST(ExplainPanel, MovedDrawingsAreReadAlikeWhereTheyAreCenteredAgain) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.choose("explain.view", "shift");
  user.settle(6);
  const auto same = [&] { return std::stoi(user.text("explain.map")); };
  const int without = same();
  EXPECT_NE(user.text("explain.map").find("of 841"), std::string::npos);
  user.click("explain.centered");
  user.settle(6);
  EXPECT_GT(same(), without);
  user.choose("explain.axes", "turn");
  user.settle(6);
  EXPECT_NE(user.text("explain.map").find("of 575"), std::string::npos);
}

TEST(ExplainPanel, AJuryHasAMeanAndNetworksCanBeCalledIn) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.choose("explain.view", "jury");
  user.settle(6);
  EXPECT_NE(user.mark("explain.juror1"), nullptr);
  EXPECT_EQ(user.mark("explain.juror2"), nullptr);
  EXPECT_NE(user.text("explain.mean"), "");
  user.click("explain.keep");
  user.settle(6);
  EXPECT_NE(user.mark("explain.juror2"), nullptr);
  EXPECT_EQ(user.text("explain.juror2"), user.text("explain.juror1"));
  user.click("explain.dismiss");
  user.settle(6);
  EXPECT_EQ(user.mark("explain.juror2"), nullptr);
}

TEST(ExplainPanel, AJuryIsTestedAsAnEnsemble) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.choose("explain.view", "jury");
  user.click("explain.measure");
  user.settle(6);
  const std::string words = user.text("explain.measured");
  EXPECT_NE(words.find("Right on 2000 test samples: shipped model 9"), std::string::npos) << words;
  EXPECT_NE(words.find("their mean"), std::string::npos);
}

TEST(ExplainPanel, ShowsWhereTheDrawingLiesInALayer) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.choose("explain.view", "place");
  user.settle(8);
  const std::string last = user.text("explain.place");
  EXPECT_NE(last.find(" 500 wrong "), std::string::npos) << last;
  user.choose("explain.layer", "conv2d_1");
  user.settle(8);
  EXPECT_EQ(user.text("explain.place").substr(0, 9), "conv2d_1 ") << user.text("explain.place");
}

TEST(ExplainPanel, StrokeByStrokeItSaysWhenItWasSure) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.choose("explain.view", "strokes");
  user.settle(6);
  EXPECT_NE(user.text("explain.sure").find("7"), std::string::npos) << user.text("explain.sure");
  EXPECT_GT(std::stoi(user.text("explain.strokes")), 5);
}

TEST(ExplainPanel, ANudgeTurnsTheAnswer) {
  Driver user(digit_and_why());
  user.stroke(seven_line);
  user.settle(6);
  user.choose("explain.view", "change");
  user.choose("explain.target", "1");
  user.click("explain.nudge");
  user.settle(6);
  for (int i = 0; i < 400; ++i) user.frame();
  EXPECT_EQ(user.text("explain.film").substr(0, 2), "1 ") << user.text("explain.film");
}

TEST(DigitPanel, WhatIsNoDigitIsRefusedAndPairsAreTakenApart) {
  Driver user;
  user.stroke(seven_line);
  user.settle(6);
  EXPECT_EQ(user.text("digit.verdict").substr(0, 6), "digit ");
  user.click("digit.clear");
  user.settle();
  user.stroke(cross_down);
  user.stroke(cross_up);
  user.settle(6);
  EXPECT_EQ(user.text("digit.verdict").substr(0, 5), "none ") << user.text("digit.verdict");
  user.click("digit.clear");
  user.settle();
  const auto half = [](Line line, float x) {
    for (auto& [px, py] : line) px = px * 0.45f + x, py = py * 0.6f + 0.2f;
    return line;
  };
  user.stroke(half(seven_line, 0.0f));
  user.stroke(half(seven_line, 0.5f));
  user.settle(6);
  EXPECT_EQ(user.text("digit.verdict"), "several 7 7");
}

}  // namespace
}  // namespace saddle::app
