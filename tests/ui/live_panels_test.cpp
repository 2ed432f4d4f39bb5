// What panels say of when they were measured, and how fast a run goes.
#include <gtest/gtest.h>

#include "driver.h"
#include "model/pace.h"
#include "model/reading_age.h"

namespace saddle::app {
namespace {

TEST(ReadingAge, IsThatOfTheOldestAndTellsWhatIsTooOldToSpeak) {
  RunSnapshot now;
  now.status = Status::running;
  now.steps = 1240;
  now.seconds = 10;
  const Reading fresh{.step = 1240, .content = WeightsReading(), .seconds = 10},
      older{.step = 1203, .content = WeightsReading(), .seconds = 9},
      oldest{.step = 1, .content = WeightsReading(), .seconds = 0.1}, nothing{.step = 1};
  EXPECT_EQ(age_of(fresh, now).behind, 0);
  const auto age = [&](std::vector<const Reading*> readings) { return age_of(readings, now); };
  EXPECT_EQ(age({&fresh, &older, nullptr, &nothing})->step, 1203);
  EXPECT_EQ(age({&fresh, &older})->behind, 37);
  EXPECT_FALSE(age({&fresh, &older})->stale);
  EXPECT_TRUE(age({&oldest, &fresh})->stale);
  EXPECT_FALSE(age({nullptr, &nothing}));
  now.status = Status::paused;
  EXPECT_FALSE(age({&oldest})->stale) << "nothing is going on that it could miss";
}

TEST(Pace, GoesThroughAFewSpeeds) {
  EXPECT_EQ(slower(0), 100);
  EXPECT_EQ(slower(1), 1);
  EXPECT_EQ(faster(100), 0);
  EXPECT_EQ(faster(0), 0);
  EXPECT_EQ(faster(5), 20);
  EXPECT_EQ(slower(50), 20);
}

ApplicationOptions showing(std::vector<std::string> panes) {
  return {.settings = {.workspace = {.arrangement = "four", .panes = std::move(panes)}}};
}

TEST(LivePanels, EveryPanelThatMeasuresSaysAtWhichStep) {
  Driver user(showing({"signals", "filters", "curves", "confusion"}), 1600, 1000);
  user.train_for(20);
  ASSERT_GT(user.now().steps, 2);
  EXPECT_EQ(user.text("pane0.age"), "step " + std::to_string(user.now().steps));
  EXPECT_EQ(user.text("pane1.age"), "step " + std::to_string(user.now().steps));
  EXPECT_TRUE(user.mark("pane3.age"));
  EXPECT_FALSE(user.mark("pane2.age")) << "curves measure nothing of their own";
  for (const char* pane : {"pane0", "pane1", "pane3"}) {
    const ui::Mark age = *user.mark(std::string(pane) + ".age"), menu = *user.mark(pane),
                   full = *user.mark(std::string(pane) + ".full");
    EXPECT_GE(age.left, menu.right);
    EXPECT_LE(age.right, full.left);
  }
}

TEST(LivePanels, TheStepStaysBesideTheNameWhileTheListOfPanelsIsOpen) {
  Driver user(showing({"signals", "filters", "curves", "confusion"}), 1600, 1000);
  user.train_for(20);
  const ui::Mark menu = *user.mark("pane1"), age = *user.mark("pane1.age");
  user.click("pane1");
  user.frames(2);
  ASSERT_TRUE(user.mark("pane1/builder"));
  EXPECT_EQ(user.mark("pane1")->right, menu.right);
  EXPECT_EQ(user.mark("pane1")->top, menu.top);
  EXPECT_EQ(user.mark("pane1.age")->left, age.left);
}

TEST(LivePanels, TheSpeedIsChosenOnTheBarAndWithKeysAndIsNoPartOfTheExperiment) {
  Driver user({}, 1600, 1000);
  const Experiment before = user.draft();
  EXPECT_EQ(user.text("pace"), "full speed");
  user.choose("pace", "20");
  EXPECT_EQ(user.text("pace"), "20 steps / s");
  user.press({.key = ui::key::minus});
  user.settle();
  EXPECT_EQ(user.text("pace"), "5 steps / s");
  user.press({.key = ui::key::keypad_plus});
  user.settle();
  EXPECT_EQ(user.application().settings().workspace.pace, 20);
  EXPECT_EQ(user.draft(), before);
}

}  // namespace
}  // namespace saddle::app
