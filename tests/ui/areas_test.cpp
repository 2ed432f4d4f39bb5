// The areas of a lab: dividers, side panels, and what becomes of them without room.
#include <gtest/gtest.h>

#include "driver.h"
#include "saddle/query.h"

namespace saddle::app {
namespace {

float width(const ui::Mark& mark) { return mark.right - mark.left; }
float height(const ui::Mark& mark) { return mark.bottom - mark.top; }

void drag(Driver& user, const std::string& name, float x, float y) {
  const ui::Mark at = *user.mark(name);
  const float middle = (at.left + at.right) / 2, center = (at.top + at.bottom) / 2;
  user.move(middle, center);
  user.frames(30);
  user.press();
  for (int i = 1; i <= 4; ++i)
    user.move(middle + x * static_cast<float>(i) / 4, center + y * static_cast<float>(i) / 4);
  user.release();
  user.frames(2);
}

void double_click(Driver& user, const std::string& name) {
  const ui::Mark at = *user.mark(name);
  user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  user.frames(30);
  user.press(), user.release(), user.press(), user.release();
  user.frames(2);
}

TEST(Areas, DividersAreDraggedRememberedAndReset) {
  Driver user({}, 1280, 720);
  const ui::Mark side = *user.mark("preset"), upper = *user.mark("pane0.area"), right = *user.mark("pane2.area");
  drag(user, "lecture.row", 0, -60);
  EXPECT_NEAR(height(*user.mark("pane0.area")), height(upper) - 60, 1.5);
  EXPECT_NEAR(user.mark("pane1.area")->top, user.mark("pane0.area")->bottom + 10, 1.5);
  drag(user, "lecture.column", -70, 0);
  EXPECT_NEAR(width(*user.mark("pane2.area")), width(right) + 70, 1.5);
  drag(user, "network.side", 40, 0);
  EXPECT_NEAR(width(*user.mark("preset")), width(side) + 40, 1.5);

  const Settings left = user.application().settings();
  Driver next({.settings = left}, 1280, 720);
  EXPECT_NEAR(height(*next.mark("pane0.area")), height(upper) - 60, 1.5);
  EXPECT_NEAR(width(*next.mark("preset")), width(side) + 40, 1.5);

  for (const char* name : {"lecture.row", "lecture.column", "network.side"}) double_click(next, name);
  EXPECT_NEAR(height(*next.mark("pane0.area")), height(upper), 1.5);
  EXPECT_NEAR(width(*next.mark("pane2.area")), width(right), 1.5);
  EXPECT_NEAR(width(*next.mark("preset")), width(side), 1.5);
  EXPECT_TRUE(next.application().settings().workspace.dividers.empty());
}

TEST(Areas, ADividerStopsWhereAPanelCouldNotBeRead) {
  Driver user({}, 1280, 720);
  drag(user, "lecture.row", 0, 2000);
  EXPECT_GE(height(*user.mark("pane1.area")), 140);
  drag(user, "network.side", 2000, 0);
  EXPECT_GE(width(*user.mark("pane0.area")), 40);
  drag(user, "network.side", -2000, 0);
  EXPECT_GE(width(*user.mark("preset")), 190);
}

TEST(Areas, TheSidePanelFoldsByKeyAndButtonInBothLabs) {
  Driver user({}, 1280, 720);
  const float before = width(*user.mark("pane0.area"));
  ASSERT_TRUE(user.click("side"));
  user.frames(2);
  EXPECT_EQ(user.mark("preset"), nullptr);
  EXPECT_EQ(user.text("side"), "off");
  EXPECT_GT(width(*user.mark("pane0.area")), before + 200);
  EXPECT_FALSE(user.application().settings().workspace.side);
  user.press({.key = 'B', .control = true});
  user.frames(2);
  EXPECT_NE(user.mark("preset"), nullptr);
  user.key('2', true);
  user.settle();
  ASSERT_NE(user.mark("scene"), nullptr);
  user.press({.key = 'B', .control = true});
  user.frames(2);
  EXPECT_EQ(user.mark("scene"), nullptr);
  user.click("side");
  user.frames(2);
  EXPECT_NE(user.mark("scene"), nullptr);
}

TEST(Areas, WithoutRoomForBothTheSidePanelTakesTurnsWithThePanes) {
  Settings settings;
  settings.scale = 2;
  Driver user({.settings = settings}, 1024, 640);
  EXPECT_EQ(user.mark("preset"), nullptr);
  ASSERT_NE(user.mark("pane0.area"), nullptr);
  user.press({.key = 'B', .control = true});
  user.frames(2);
  ASSERT_NE(user.mark("preset"), nullptr);
  EXPECT_EQ(user.mark("pane0.area"), nullptr);
  EXPECT_TRUE(user.application().settings().workspace.side) << "with room it is there as before";
}

TEST(Areas, PanesThatHaveNoRoomFold) {
  Settings settings;
  settings.workspace.arrangement = "four";
  Driver user({.settings = settings}, 1280, 720);
  EXPECT_NE(user.mark("pane3.area"), nullptr);
  Driver low({.settings = settings}, 1024, 340);
  EXPECT_EQ(low.mark("pane2.area"), nullptr);
  EXPECT_NE(low.mark("pane1.area"), nullptr);
  EXPECT_EQ(low.application().settings().workspace.arrangement, "four") << "with room all are there as before";
}

TEST(Areas, TheArenasDividersAreDraggedToo) {
  Driver user({.lab = "arena"}, 1280, 720);
  user.settle();
  const ui::Mark map = *user.mark("arena.map"), scene = *user.mark("scene");
  drag(user, "arena.below", 0, -50);
  EXPECT_NEAR(height(*user.mark("arena.map")), height(map) - 50, 2);
  drag(user, "arena.charts", -50, 0);
  EXPECT_NEAR(width(*user.mark("arena.map")), width(map) - 50, 2);
  drag(user, "arena.side", 30, 0);
  EXPECT_NEAR(width(*user.mark("scene")), width(scene) + 30, 2);
  for (const char* name : {"arena.below", "arena.charts", "arena.side"}) double_click(user, name);
  EXPECT_NEAR(height(*user.mark("arena.map")), height(map), 2);
  EXPECT_NEAR(width(*user.mark("arena.map")), width(map), 2);
}

TEST(Areas, AtASmallSizeTheCurvesAreHighEnoughToReadAndTheRateIsInSight) {
  for (const char* language : {"en", "ko"}) {
    Settings settings;
    settings.language = language;
    Driver user({.settings = settings}, 1280, 720);
    user.click("train");
    user.settle(10);
    EXPECT_GE(height(*user.mark("plot.loss")), 170) << language;
    EXPECT_GE(height(*user.mark("plot.accuracy")), 170) << language;
    ASSERT_NE(user.mark("rate"), nullptr);
    ASSERT_NE(user.mark("layer0"), nullptr);
    EXPECT_LT(user.mark("layer0")->bottom, 720);
    user.frames(40);
    user.type("rate", "0.05");
    EXPECT_EQ(value_at(user.draft(), "optimizer.learning_rate"), Value(0.05));
    EXPECT_EQ(value_at(*user.now().experiment, "optimizer.learning_rate"), Value(0.05));
  }
}

TEST(Areas, AChangeMovesNothingInTheSidePanel) {
  Driver user({.experiment = "first-light"}, 1600, 2600);
  user.click("train");
  user.settle(5);
  const ui::Mark set = *user.mark("data.set"), layer = *user.mark("layer0"), units = *user.mark("optimizer.type");
  user.choose("optimizer.type", "sgd");
  EXPECT_NE(user.mark("outdated"), nullptr);
  EXPECT_EQ(user.mark("data.set")->top, set.top);
  EXPECT_EQ(user.mark("layer0")->top, layer.top);
  EXPECT_EQ(user.mark("optimizer.type")->top, units.top);
}

TEST(Areas, AFaultMovesNotTheFieldThatIsEdited) {
  Driver user({.experiment = "simple-convnet"}, 1600, 2600);
  user.click("layer0");
  user.settle();
  const ui::Mark kernel = *user.mark("layer0.kernel");
  user.type("layer0.kernel", "60");
  ASSERT_NE(user.mark("layer0.issue"), nullptr);
  EXPECT_EQ(user.mark("layer0.kernel")->top, kernel.top);
  EXPECT_GT(user.mark("layer0.issue")->top, kernel.bottom);
}

TEST(Areas, FaultsAreListedBesideTrainWithWhatMendsThem) {
  Driver user({.experiment = "moons"}, 1280, 720);
  EXPECT_EQ(user.mark("faults"), nullptr);
  user.choose("data.set", "procedural_digits");
  ASSERT_NE(user.mark("faults"), nullptr);
  EXPECT_GE(user.mark("faults")->left, user.mark("train")->right);
  for (int presses = 0; presses < 6 && user.mark("faults"); ++presses) {
    if (!user.mark("fault0")) user.click("faults"), user.frames(3);
    ASSERT_NE(user.mark("fault0.action"), nullptr) << user.text("fault0");
    user.click("fault0.action");
    user.settle();
  }
  EXPECT_EQ(user.mark("faults"), nullptr);
  EXPECT_TRUE(user.mark("train")->enabled);
}

}  // namespace
}  // namespace saddle::app
