#include "shell/input_queue.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace saddle::app {
namespace {

using Kind = InputEvent::Kind;

InputEvent move(double x) { return {.kind = Kind::move, .x = x}; }
InputEvent button(int action) { return {.kind = Kind::button, .action = action}; }
InputEvent key(int code, int action) { return {.kind = Kind::key, .code = code, .action = action}; }

TEST(InputQueue, ADoubleClickWithinOneFrameTakesFour) {
  InputQueue queue;
  queue.push(move(5));
  for (const int action : {1, 0, 1, 0}) queue.push(button(action));
  for (const int action : {1, 0, 1, 0}) {
    const auto frame = queue.next_frame();
    ASSERT_FALSE(frame.empty());
    EXPECT_EQ(frame.back().kind, Kind::button);
    EXPECT_EQ(frame.back().action, action);
  }
  EXPECT_TRUE(queue.empty());
  EXPECT_TRUE(queue.next_frame().empty());
}

TEST(InputQueue, ADoubleClickIsOneByWhenItCame) {
  InputQueue queue;
  const auto press = [&](double time, int code = 0) {
    queue.push({.kind = Kind::button, .code = code, .action = 1, .time = time});
    queue.push({.kind = Kind::button, .code = code, .action = 0, .time = time + 0.05});
    const bool repeats = queue.next_frame().back().repeats;
    EXPECT_FALSE(queue.next_frame().back().repeats) << "a release";
    return repeats;
  };
  EXPECT_FALSE(press(5));
  EXPECT_TRUE(press(5.2));
  EXPECT_FALSE(press(5.25, 1)) << "another button";
  EXPECT_FALSE(press(5.6));
  EXPECT_FALSE(press(7));
}

TEST(InputQueue, AClickHappensWhereTheMouseWas) {
  InputQueue queue;
  queue.push(move(5));
  queue.push(button(1));
  queue.push(move(90));
  const auto press = queue.next_frame();
  ASSERT_EQ(press.size(), 2u);
  EXPECT_EQ(press.front().x, 5);
  EXPECT_EQ(queue.next_frame().front().x, 90);
}

TEST(InputQueue, AMoveOfManyStepsIsOneFrame) {
  InputQueue queue;
  for (int i = 0; i < 50; ++i) queue.push(move(i));
  EXPECT_EQ(queue.next_frame().size(), 50u);
}

// Control goes up before the key does, and all of it within one slow frame.
TEST(InputQueue, AKeyAClickAndTheWheelHaveTheModifiersTheyWereMadeWith) {
  constexpr int control = 341;
  const InputEvent wheel{.kind = Kind::scroll, .y = 1};
  for (const auto& [down, up] : {std::pair{key(50, 1), key(50, 0)}, {button(1), button(0)}, {wheel, wheel}}) {
    for (const bool with_control : {true, false}) {
      InputQueue queue;
      queue.push(key(control, with_control ? 1 : 0));
      queue.push(down);
      queue.push(key(control, with_control ? 0 : 1));
      queue.push(up);
      const auto frame = queue.next_frame();
      ASSERT_EQ(frame.size(), 2u);
      EXPECT_EQ(frame.front().action, with_control ? 1 : 0);
      EXPECT_EQ(frame.back().kind, down.kind);
      EXPECT_EQ(queue.next_frame().front().code, control);
    }
  }
}

void type(InputQueue& queue, const std::string& text) {
  constexpr int shift = 340;
  for (const char c : text) {
    const bool shifted = c == '(' || c == ')' || c == '*' || c == '+' || c == '^';
    if (shifted) queue.push(key(shift, 1));
    queue.push({.kind = Kind::key, .code = 'A', .action = 1, .mods = shifted ? 1 : 0});
    queue.push({.kind = Kind::character, .code = c});
    queue.push({.kind = Kind::key, .code = 'A', .action = 0, .mods = shifted ? 1 : 0});
    if (shifted) queue.push(key(shift, 0));
  }
}

std::string written(const std::vector<InputEvent>& frame) {
  std::string text;
  for (const InputEvent& event : frame) {
    if (event.kind == Kind::character) text += static_cast<char>(event.code);
  }
  return text;
}

TEST(InputQueue, WhatIsTypedWhileAFrameWasDrawnGoesIntoTheNextAtOnce) {
  std::string formula = "x";
  while (formula.size() < 465) formula += "+sin(x)*(y^2)";
  InputQueue queue;
  type(queue, formula);
  EXPECT_EQ(written(queue.next_frame(InputQueue::Typing::on)), formula);
  EXPECT_TRUE(queue.empty());
}

TEST(InputQueue, AKeyThatEditsKeepsItsPlaceAmongTheCharacters) {
  constexpr int backspace = 259;
  InputQueue queue;
  type(queue, "ab");
  queue.push(key(backspace, 1));
  queue.push(key(backspace, 0));
  type(queue, "c");
  queue.push({.kind = Kind::key, .code = 'A', .action = 1, .mods = 2});  // Control and a letter is a command
  const auto first = queue.next_frame(InputQueue::Typing::on), second = queue.next_frame(InputQueue::Typing::on),
             third = queue.next_frame(InputQueue::Typing::on), fourth = queue.next_frame(InputQueue::Typing::on);
  EXPECT_EQ(written(first), "ab");
  EXPECT_EQ(first.back().code, 'A');
  ASSERT_FALSE(second.empty());
  EXPECT_EQ(second.front().code, backspace);
  EXPECT_EQ(written(second), "");
  EXPECT_EQ(written(third), "c");
  ASSERT_EQ(fourth.size(), 1u);
  EXPECT_EQ(fourth.front().mods, 2);
}

TEST(InputQueue, ATapIsAPressInOneFrameAndAReleaseInTheNext) {
  InputQueue queue;
  queue.push(key(341, 1));  // control
  queue.push(key(90, 1));
  queue.push(key(90, 0));
  queue.push(key(341, 0));
  EXPECT_EQ(queue.next_frame().size(), 2u);
  EXPECT_EQ(queue.next_frame().size(), 2u);
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace saddle::app
