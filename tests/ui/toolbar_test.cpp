// A row of controls that never has too little room.
#include "ui/toolbar.h"

#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

using ui::Toolbar;
using Form = Toolbar::Form;

Toolbar::Item item(const char* name, float width, int rank, float brief = 0, bool left_out = false) {
  return {.name = name, .width = width, .rank = rank, .draw = {}, .label = {}, .brief = brief, .left_out = left_out};
}

TEST(Toolbar, WhatFitsStandsInTheRow) {
  const std::vector<Toolbar::Item> items{item("a", 100, 1), item("b", 50, 2, 20)};
  EXPECT_EQ(ui::fit(items, 160, 10, 30), (std::vector{Form::full, Form::full}));
}

TEST(Toolbar, FirstItIsSaidInBriefThenTheLowestFolds) {
  const std::vector<Toolbar::Item> items{item("a", 100, 3), item("b", 50, 2, 20), item("c", 40, 1)};
  EXPECT_EQ(ui::fit(items, 209, 10, 30), (std::vector{Form::full, Form::brief, Form::full}));
  // 100 + 10 + 20 and the button of the menu behind another gap.
  EXPECT_EQ(ui::fit(items, 170, 10, 30), (std::vector{Form::full, Form::brief, Form::menu}));
  EXPECT_EQ(ui::fit(items, 169, 10, 30), (std::vector{Form::full, Form::menu, Form::menu}));
  EXPECT_EQ(ui::fit(items, 1, 10, 30), (std::vector{Form::menu, Form::menu, Form::menu}));
}

TEST(Toolbar, OfEqualRanksTheLastGivesWayAndSomeAreLeftOut) {
  const std::vector<Toolbar::Item> items{item("a", 50, 1), item("b", 50, 1), item("c", 50, 0, 0, true)};
  EXPECT_EQ(ui::fit(items, 110, 10, 30), (std::vector{Form::full, Form::full, Form::left_out}));
  EXPECT_EQ(ui::fit(items, 100, 10, 30), (std::vector{Form::full, Form::menu, Form::left_out}));
}

TEST(Toolbar, WhatIsShownIsNeverWiderThanTheRow) {
  std::vector<Toolbar::Item> items;
  for (int i = 0; i < 9; ++i) items.push_back(item("x", static_cast<float>(20 + 13 * (i % 4)), i % 5, i % 3 ? 0 : 15));
  for (float width = 40; width < 600; width += 7) {
    const auto forms = ui::fit(items, width, 10, 30);
    float used = 0;
    bool folded = false;
    for (size_t i = 0; i < items.size(); ++i) {
      folded = folded || forms[i] == Form::menu;
      if (forms[i] == Form::full || forms[i] == Form::brief)
        used += (used > 0 ? 10 : 0) + (forms[i] == Form::full ? items[i].width : items[i].brief);
    }
    EXPECT_LE(used + (folded ? 30 + (used > 0 ? 10 : 0) : 0), width);
  }
}

TEST(Toolbar, WhatFoldedWorksInTheMenuAsItDoesInTheRow) {
  Settings settings;
  settings.scale = 2;
  Driver user({.settings = settings}, 840, 1600);
  const std::string folded = user.text("bar.more");
  EXPECT_NE(folded.find("theme"), std::string::npos) << folded;
  EXPECT_EQ(user.mark("theme"), nullptr);
  ASSERT_NE(user.mark("train"), nullptr) << "the one thing to press stays";
  ASSERT_TRUE(user.click("bar.more"));
  user.frames(3);
  ASSERT_NE(user.mark("theme"), nullptr);
  ASSERT_TRUE(user.click("theme"));
  user.frames(3);
  EXPECT_FALSE(user.application().settings().dark);
  EXPECT_EQ(user.mark("theme"), nullptr) << "what was wanted is done";
  // A number is typed there, and the menu stays until one clicks elsewhere.
  ASSERT_NE(folded.find("pace"), std::string::npos) << folded;
  user.click("bar.more");
  user.frames(3);
  user.click("pace");
  user.frames(3);
  ASSERT_TRUE(user.click("pace/20"));
  user.frames(3);
  EXPECT_EQ(user.application().settings().workspace.pace, 20);
  // A menu within the menu.
  ASSERT_NE(folded.find("file"), std::string::npos) << folded;
  if (!user.mark("file")) user.click("bar.more"), user.frames(3);
  ASSERT_TRUE(user.click("file"));
  user.frames(3);
  ASSERT_TRUE(user.click("file/save_experiment"));
  user.frames(3);
  EXPECT_NE(user.mark("dialog.path"), nullptr);
  EXPECT_EQ(user.mark("file"), nullptr) << "both menus have closed";
}

TEST(Toolbar, AStepMoreMovesNothingOnTheBar) {
  Driver user({}, 1280, 720);
  user.click("step");
  user.settle();
  const ui::Mark rate = *user.mark("rate"), file = *user.mark("file");
  for (int i = 0; i < 12; ++i) user.click("step"), user.settle();
  ASSERT_GT(user.now().steps, 9);
  EXPECT_EQ(user.mark("rate")->left, rate.left);
  EXPECT_EQ(user.mark("file")->left, file.left);
}

}  // namespace
}  // namespace saddle::app
