// The card of a lesson beside every lab, in each language and at several sizes: nothing is cut, and nothing lies over
// anything.
#include <gtest/gtest.h>

#include "../ui/driver.h"
#include "../ui/layout_faults.h"
#include "lessons/files.h"

namespace saddle::app {
namespace {

struct LessonLook {
  const char* lesson;
  int width, height;
  double scale;
  const char* language;
};

class LessonLayout : public testing::TestWithParam<LessonLook> {};

TEST_P(LessonLayout, EveryStepHasRoom) {
  const LessonLook& look = GetParam();
  Driver user({.lesson = look.lesson, .settings = {.language = look.language, .scale = look.scale}}, look.width,
              look.height);
  const auto expect_room = [&](const std::string& when) {
    user.move(-1000, -1000);
    user.frames(6);
    const auto faults = layout_faults(*ImGui::GetDrawData(), user.application().marks());
    EXPECT_TRUE(faults.empty()) << when << ":\n" << in_lines(faults);
  };
  const size_t steps = user.application().lessons().player()->lesson().steps.size();
  for (size_t step = 1; step <= steps; ++step) {
    user.settle(6);
    expect_room("step " + std::to_string(step));
    if (user.mark("lesson.choice0")) {
      user.click("lesson.choice0");
      user.frames(3);
      expect_room("step " + std::to_string(step) + ", answered");
    }
    if (step == 1) {
      user.click("lesson.fold");
      user.frames(3);
      expect_room("folded");
      user.click("lesson.fold");
      user.frames(3);
    }
    user.click("lesson.next");
  }
  user.settle(4);
  expect_room("at the end");
}

INSTANTIATE_TEST_SUITE_P(Looks, LessonLayout,
                         testing::Values(LessonLook{"zero-initialization", 1024, 640, 1, "en"},
                                         LessonLook{"zero-initialization", 1280, 720, 1, "ko"},
                                         LessonLook{"xor", 1280, 720, 1, "en"}, LessonLook{"xor", 1024, 640, 1, "ko"},
                                         LessonLook{"learning-rate", 1920, 1080, 1.5, "ko"},
                                         LessonLook{"learning-rate", 1920, 1080, 1, "en"}));

}  // namespace
}  // namespace saddle::app
