// The keys: one table that is handled, listed and named.
#include "model/shortcuts.h"

#include <set>

#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

TEST(Shortcuts, NoTwoActionsShareAKey) {
  std::set<std::string> taken;
  for (const Shortcut& shortcut : shortcuts()) {
    EXPECT_FALSE(shortcut.help.empty());
    std::set<std::string> own;  // the keypad's + is another key of the same name
    for (const ui::Chord& chord : shortcut.chords) own.insert(name_of(chord));
    for (const std::string& name : own) EXPECT_TRUE(taken.insert(name).second) << name;
  }
}

TEST(Shortcuts, EachDoesWhatItSays) {
  Driver user({}, 1600, 1200);
  const auto press = [&](ui::Chord chord) {
    user.press(chord);
    user.settle();
  };
  press({.key = 'S'});
  EXPECT_EQ(user.now().steps, 1);
  press({.key = ' '});
  EXPECT_EQ(user.text("status"), "running");
  press({.key = 'S'});
  EXPECT_EQ(user.text("status"), "running") << "a running net takes no single step";
  press({.key = ' '});
  EXPECT_EQ(user.text("status"), "paused");
  press({.key = 'R'});
  EXPECT_EQ(user.now().steps, 0);

  user.choose("optimizer.type", "sgd");
  press({.key = 'Z', .control = true});
  EXPECT_EQ(user.draft().optimizer.type, "adam");
  press({.key = 'Z', .control = true, .shift = true});
  EXPECT_EQ(user.draft().optimizer.type, "sgd");
  press({.key = 'Z', .control = true});
  press({.key = 'Y', .control = true});
  EXPECT_EQ(user.draft().optimizer.type, "sgd");

  press({.key = ui::key::equal, .control = true});
  EXPECT_GT(user.application().settings().scale, 1);
  press({.key = ui::key::equal, .control = true, .shift = true});  // + lies above = on many keyboards
  press({.key = ui::key::minus, .control = true});
  EXPECT_GT(user.application().settings().scale, 1);
  press({.key = ui::key::zero, .control = true});
  EXPECT_EQ(user.application().settings().scale, 1);

  press({.key = ui::key::f11});
  EXPECT_TRUE(user.application().full_screen());
  press({.key = ui::key::f11});
  EXPECT_FALSE(user.application().full_screen());
}

TEST(Shortcuts, ADigitBringsAPanelIntoThePaneUnderTheMouse) {
  Driver user({}, 1600, 1000);
  const ui::Mark pane = *user.mark("pane2.area");
  user.move((pane.left + pane.right) / 2, pane.bottom - 30);
  user.frame();
  ASSERT_NE(user.text("pane2.area"), "curves");
  user.press({.key = '1'});
  user.frames(2);
  EXPECT_EQ(user.text("pane2.area"), "curves");
  EXPECT_NE(user.text("pane0.area"), "curves") << "they change places";
}

TEST(Shortcuts, NoneFiresWhileSomebodyTypes) {
  Driver user;  // high enough for the seed to be in sight
  const ui::Mark at = *user.mark("training.seed");
  user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  user.Headless::press(), user.release(), user.Headless::press(), user.release();
  user.frame();
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  const auto panes = user.application().settings().workspace.panes;
  for (const Shortcut& shortcut : shortcuts()) {
    for (const ui::Chord& chord : shortcut.chords) {
      if (chord.control && (chord.key == 'Z' || chord.key == 'Y')) continue;  // those of the text itself
      user.press(chord);
    }
  }
  user.settle();
  EXPECT_EQ(user.text("status"), "ready");
  EXPECT_EQ(user.now().steps, 0);
  EXPECT_EQ(user.application().settings().scale, 1);
  EXPECT_EQ(user.application().settings().workspace.panes, panes);
  EXPECT_FALSE(user.application().full_screen());
  EXPECT_EQ(user.mark("dialog.path"), nullptr);
  EXPECT_EQ(user.mark("keys.train"), nullptr);
}

TEST(Shortcuts, F1ListsThemAllAndEscCloses) {
  for (const char* language : {"en", "ko"}) {
    for (const auto& [width, height, scale] : {std::tuple{1280, 720, 1.0}, {3840, 2160, 2.0}}) {
      Settings settings;
      settings.language = language;
      settings.scale = scale;
      Driver user({.settings = settings}, width, height);
      user.press({.key = ui::key::f1});
      user.frames(3);
      for (const Shortcut& shortcut : shortcuts()) {
        const ui::Mark* row = user.mark("keys." + std::string(shortcut.name));
        ASSERT_NE(row, nullptr) << shortcut.name;
        EXPECT_EQ(row->text, keys_of(shortcut.action));
        EXPECT_GE(row->top, 0) << shortcut.name;
        EXPECT_LE(row->bottom, static_cast<float>(height)) << shortcut.name << " at " << height;
        EXPECT_LE(row->right, static_cast<float>(width)) << shortcut.name;
      }
      user.press({.key = ' '});
      EXPECT_EQ(user.text("status"), "ready") << "what lies below does not hear the keys";
      user.press({.key = ui::key::escape});
      user.frames(2);
      EXPECT_EQ(user.mark("keys.train"), nullptr);
    }
  }
}

TEST(Shortcuts, TheListIsOnTheBarToo) {
  Driver user({}, 1280, 720);
  ASSERT_TRUE(user.click("keys.list"));
  user.frames(2);
  EXPECT_NE(user.mark("keys.train"), nullptr);
}

TEST(Shortcuts, TooltipsNameTheirKey) {
  EXPECT_EQ(with_keys("One step", Action::step), "One step  (S)");
  EXPECT_EQ(keys_of(Action::train), "Space");
  EXPECT_EQ(keys_of(Action::redo), "Ctrl+Y");
  EXPECT_EQ(keys_of(Action::larger), "Ctrl++");
  EXPECT_EQ(keys_of(Action::panel), "1 … 9");
}

TEST(Shortcuts, TheListShowsTheKeysOfTheLabThatIsOpen) {
  Driver user({.lab = "arena"}, 1280, 720);
  user.press({.key = ui::key::f1});
  user.frames(3);
  EXPECT_EQ(user.text("keys.arena.play"), "Space");
  EXPECT_EQ(user.text("keys.arena.rewind"), "Home");
  EXPECT_EQ(user.text("keys.arena.undo"), "Ctrl+Z");
  EXPECT_EQ(user.text("keys.full_screen"), "F11");
  EXPECT_EQ(user.text("keys.save_picture"), "Ctrl+E");
  EXPECT_EQ(user.mark("keys.train"), nullptr) << "Space does something else here";
  user.press({.key = ui::key::escape});
  user.press({.key = '1', .control = true});
  user.frames(2);
  user.press({.key = ui::key::f1});
  user.frames(3);
  EXPECT_NE(user.mark("keys.train"), nullptr);
  EXPECT_EQ(user.mark("keys.arena.play"), nullptr);
}

// What the menu says there.
TEST(Shortcuts, TheKeysOfFilesWorkInTheArenaToo) {
  Driver user({.lab = "arena"}, 1280, 720);
  user.press({.key = 'E', .control = true});
  user.frames(3);
  EXPECT_NE(user.mark("dialog.path"), nullptr);
}

}  // namespace
}  // namespace saddle::app
