// How large everything is belongs to the screen.
#include "shell/screen_scale.h"

#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

const Screen plain{.name = "HDMI-1 1920x1080", .width = 1920, .height = 1080, .content_scale = 1};
const Screen fine{.name = "DP-1 3840x2160", .width = 3840, .height = 2160, .content_scale = 2};

TEST(ScreenScale, FollowsTheSystemAndThePixelsAsFarAsThereIsRoom) {
  EXPECT_EQ(usual_scale(plain), 1);
  EXPECT_EQ(usual_scale(fine), 2);
  EXPECT_EQ(usual_scale({"tv", 3840, 2160, 1}), 2) << "nothing is asked, but there are four times the pixels";
  EXPECT_EQ(usual_scale({"desk", 2560, 1440, 1}), 1.25);
  EXPECT_EQ(usual_scale({"asked", 2560, 1440, 1.5}), 1.5);
  EXPECT_EQ(usual_scale({"on its side", 1080, 1920, 1}), 1);
  EXPECT_EQ(usual_scale({"small", 1440, 900, 2}), 1.5) << "960 × 540 is the least room of a window";
  EXPECT_EQ(usual_scale({"beamer", 1024, 768, 2}), 1.05);
  EXPECT_EQ(usual_scale({"old", 800, 600, 1}), 1);
  EXPECT_EQ(usual_scale({}), 1) << "no screen is known";
}

TEST(ScreenScale, WhatWasChosenIsKeptForItsScreenAndElseItIsFoundAnew) {
  Settings settings;
  move_to(settings, fine);
  EXPECT_EQ(settings.scale, 2);
  move_to(settings, plain);
  EXPECT_EQ(settings.scale, 1) << "what was found for another screen says nothing of this one";
  choose_scale(settings, 1.3);
  move_to(settings, fine);
  EXPECT_EQ(settings.scale, 2);
  choose_scale(settings, 1);
  move_to(settings, plain);
  EXPECT_EQ(settings.scale, 1.3);
  move_to(settings, fine);
  EXPECT_EQ(settings.scale, 1) << "a chosen 100 % is a choice too";
  use_usual_scale(settings);
  EXPECT_EQ(settings.scale, 2);
  move_to(settings, plain);
  EXPECT_EQ(settings.scale, 1.3);
}

TEST(ScreenScale, WhatTheCommandLineAsksIsForOneStart) {
  Settings settings;
  settings.scale = *(settings.asked_scale = 2);
  move_to(settings, plain);
  EXPECT_EQ(settings.scale, 2);
  EXPECT_TRUE(settings.scales.empty()) << "it is not remembered";
  choose_scale(settings, 1.5);
  EXPECT_EQ(settings.scale, 1.5);
  move_to(settings, fine);
  EXPECT_EQ(settings.scale, 2);
}

TEST(ScreenScale, AFirstWindowIsAsLargeAsItsScaleWantsAndALaterOneAsItWas) {
  Settings settings;
  move_to(settings, fine);
  size_for(settings, fine);
  EXPECT_EQ(settings.width, 2880);
  EXPECT_EQ(settings.height, 1800);
  Settings small;
  const Screen beamer{.name = "beamer", .width = 1280, .height = 720, .content_scale = 1};
  move_to(small, beamer);
  size_for(small, beamer);
  EXPECT_LE(small.width, 1280);
  EXPECT_LE(small.height, 720);
  Settings later;
  later.width = 1000, later.height = 700, later.sized = true;
  move_to(later, fine);
  size_for(later, fine);
  EXPECT_EQ(later.width, 1000);
  // From a large screen to a small one.
  later.width = 2880, later.height = 700;
  size_for(later, beamer);
  EXPECT_LE(later.width, 1280);
  EXPECT_EQ(later.height, 700);
}

TEST(ScreenScale, KeysAndButtonsChooseForTheScreenWhereTheWindowIs) {
  Driver user;
  user.application().on_screen(fine);
  user.frames(3);
  EXPECT_EQ(user.application().settings().scale, 2);
  user.press({.key = ui::key::minus, .control = true});
  user.frames(3);
  user.application().on_screen(plain);
  user.frames(3);
  EXPECT_EQ(user.text("scale"), "100 %");
  user.application().on_screen(fine);
  user.frames(3);
  EXPECT_EQ(user.application().settings().scale, 1.8);
  user.press({.key = ui::key::zero, .control = true});
  user.frames(3);
  EXPECT_EQ(user.application().settings().scale, 2);
}

}  // namespace
}  // namespace saddle::app
