// Somebody opens Saddle for the first time and takes the lesson that it offers, with a real mouse and real keys.
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "window.h"

namespace saddle {
namespace {

TEST_F(WindowOnScreen, WhoOpensItForTheFirstTimeTakesTheOfferedLessonToItsEnd) {
  ASSERT_FALSE(text("welcome").empty()) << "nobody says what there is to begin with";
  click("welcome.action");
  ASSERT_TRUE(wait([&] { return text("lesson.step") == "1"; })) << "the lesson does not open";
  EXPECT_TRUE(text("welcome").empty()) << "the welcome stays";

  // Look.
  click("lesson.next");
  ASSERT_TRUE(wait([&] { return text("lesson.step") == "2"; }));

  // Predict: nothing runs before a choice is made.
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key 2"));
  EXPECT_FALSE(marks()["train"]["enabled"].get<bool>());
  click("lesson.choice1");
  ASSERT_TRUE(wait([&] { return marks()["train"]["enabled"].get<bool>(); }));
  click("train");
  ASSERT_TRUE(wait([&] { return text("lesson.verdict") == "right"; })) << text("status.steps") << " steps";
  click("lesson.next");
  ASSERT_TRUE(wait([&] { return text("lesson.step") == "3"; }));

  // Explain: first a wrong one, which has something to say.
  click("lesson.choice0");
  ASSERT_TRUE(wait([&] { return text("lesson.verdict") == "wrong"; }));
  EXPECT_FALSE(text("lesson.because").empty());
  click("lesson.choice1");
  ASSERT_TRUE(wait([&] { return text("lesson.verdict") == "right"; }));
  // The space bar goes on, where nothing has the keyboard.
  ASSERT_TRUE(desktop_->hand("mousemove 640 20 key space"));
  ASSERT_TRUE(wait([&] { return text("lesson.step") == "4"; }));

  // Do.
  click("init");
  ASSERT_TRUE(wait([&] { return marks().contains("init/he"); }));
  click("init/he");
  ASSERT_TRUE(wait([&] { return text("status") != "running"; })) << text("status");
  click("reset");
  ASSERT_TRUE(wait([&] { return text("status") == "ready"; }));
  click("train");
  ASSERT_TRUE(wait([&] { return text("lesson.goal") == "reached"; })) << "the loss stays at " << loss();
  click("lesson.next");

  // What was missed is asked once more, then it is over.
  ASSERT_TRUE(wait([&] { return !text("lesson.end").empty() || text("lesson.step") == "3"; }));
  if (text("lesson.end").empty()) {
    click("lesson.choice1");
    click("lesson.next");
  }
  ASSERT_TRUE(wait([&] { return text("lesson.end") == "zero-initialization"; }));
  click("lesson.next");
  ASSERT_TRUE(wait([&] { return text("lesson.end").empty() && text("lesson.step").empty(); }));
  EXPECT_TRUE(text("welcome").empty());
  EXPECT_EQ(text("status"), "ready") << "what was there before the lesson is back";

  // And it is known at the next start.
  const auto finished = [&] {
    std::ifstream file(folder_ / "saddle/settings.json");
    const json settings = json::parse(file, nullptr, false);
    return settings.is_object() && settings.contains("lessons") &&
           settings["lessons"]["zero-initialization"]["done"].get<bool>();
  };
  EXPECT_TRUE(wait(finished));
  program_.reset();
  fs::remove(marks_);
  open();
  EXPECT_TRUE(text("welcome").empty()) << "it welcomes twice";
}

// Who does something else is not told again and again.
TEST_F(WindowOnScreen, TheWelcomeGoesWithTheFirstThingThatIsDone) {
  ASSERT_FALSE(text("welcome").empty());
  click("train");
  EXPECT_TRUE(wait([&] { return text("welcome").empty() && text("status.steps") != "0"; }));
}

}  // namespace
}  // namespace saddle
