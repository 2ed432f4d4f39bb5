#include "shell/input_queue.h"

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
