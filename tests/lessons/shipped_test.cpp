// Every lesson that ships is true: its set-up, its widgets, its words, its claims and its goals.
#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "../folder.h"
#include "cli/lesson/window_check.h"
#include "lessons/check.h"
#include "lessons/files.h"
#include "lessons/lesson_outline.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

std::string data_directory() {
  const char* directory = std::getenv("SADDLE_DATA");
  return directory ? directory : "";
}

std::string in_lines(const std::vector<Issue>& issues) {
  std::string lines;
  for (const Issue& issue : issues) lines += issue.text() + "\n";
  return lines;
}

std::vector<std::string> names_of_lessons() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(lessons_folder())) {
    if (entry.path().extension() == ".md" && entry.path().filename() != "README.md")
      names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

class ShippedLesson : public testing::TestWithParam<std::string> {
 protected:
  static Lesson lesson() { return load_lesson((lessons_folder() / (GetParam() + ".md")).string()); }
};

// The parser holds texts in both languages to their limits; this holds the rest.
TEST_P(ShippedLesson, CanBeSetUp) { EXPECT_EQ(in_lines(check(lesson(), all_presets(), data_directory())), ""); }

TEST_P(ShippedLesson, NamesWidgetsThatAreThereAndGoalsThatAreReached) {
  EXPECT_EQ(in_lines(cli::check_in_window(lesson(), data_directory(), true)), "");
}

TEST_P(ShippedLesson, ComesAboutWithFiveSeeds) {
  const Lesson one = lesson();
  for (const LessonClaim& claim : one.claims) {
    for (int seed = 1; seed <= claim_seeds; ++seed) {
      const ClaimResult result = try_claim(one, claim, seed, all_presets(), data_directory());
      EXPECT_TRUE(result.holds) << place_of(one.file, claim.line) << " with seed " << seed << ": " << result.found;
    }
  }
}

// Everybody can take it: it needs no files.
TEST_P(ShippedLesson, NeedsNoFiles) {
  const Lesson one = lesson();
  const auto presets = all_presets();
  const auto of_preset = [&](const LessonActions& actions) {
    std::string set;
    for (const LessonAction& action : actions) {
      if (action.kind == LessonAction::Kind::experiment)
        for (const Preset& preset : presets)
          if (preset.name == action.names.front()) set = preset.experiment.data.type;
      if (action.kind == LessonAction::Kind::set && action.path == "data.set")
        set = std::get<std::string>(action.value);
    }
    return set;
  };
  const auto files = {"mnist", "fashion_mnist", "cifar10"};
  EXPECT_EQ(std::ranges::count(files, of_preset(one.stage)), 0) << of_preset(one.stage);
  for (const LessonStep& step : one.steps) EXPECT_EQ(std::ranges::count(files, of_preset(step.stage)), 0) << step.line;
}

INSTANTIATE_TEST_SUITE_P(Lessons, ShippedLesson, testing::ValuesIn(names_of_lessons()), [](const auto& one) {
  std::string name = one.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(Lessons, AClaimThatIsNotTrueIsFoundOut) {
  Lesson lesson = parse_lesson(sound_lesson(), "small-lesson.md");
  const auto presets = all_presets();
  EXPECT_TRUE(try_claim(lesson, lesson.claims[0], 1, presets, {}).holds);
  LessonClaim wrong{.actions = lesson.claims[0].actions, .condition = Condition::parse("curves.train_loss.last > 0.6")};
  const ClaimResult result = try_claim(lesson, wrong, 1, presets, {});
  EXPECT_FALSE(result.holds);
  EXPECT_TRUE(result.found.starts_with("curves.train_loss.last = 0.")) << result.found;
}

TEST(Lessons, AClaimDependsOnItsSeed) {
  const Lesson lesson = parse_lesson(sound_lesson(), "small-lesson.md");
  const auto presets = all_presets();
  EXPECT_NE(try_claim(lesson, lesson.claims[0], 1, presets, {}).found,
            try_claim(lesson, lesson.claims[0], 2, presets, {}).found);
  EXPECT_EQ(try_claim(lesson, lesson.claims[0], 2, presets, {}).found,
            try_claim(lesson, lesson.claims[0], 2, presets, {}).found);
}

std::string issues_with(const std::string& before, const std::string& after) {
  std::string text = sound_lesson();
  text.replace(text.find(before), before.size(), after);
  return in_lines(check(parse_lesson(text, "small-lesson.md"), all_presets(), {}));
}

TEST(Lessons, WhatCannotBeStagedIsSaidWithItsLine) {
  EXPECT_EQ(issues_with("xor-learned", "xor-learned"), "");
  EXPECT_NE(issues_with("experiment: xor-learned", "experiment: xor-learnd").find("xor-learned"), std::string::npos);
  EXPECT_NE(issues_with("panels: curves, plane", "panels: curves, planes").find("plane"), std::string::npos);
  EXPECT_NE(issues_with("training.epochs = 300", "training.epochs = -3").find("small-lesson.md:1"), std::string::npos);
  EXPECT_NE(issues_with("until: optimizer.learning_rate > 0.2", "until: optimizer.learning_rat > 0.2")
                .find("optimizer.learning_rate"),
            std::string::npos);
  EXPECT_NE(issues_with("curves.train_loss.last < 0.6", "signals.dense_9.dead > 0.9").find("there is no layer dense_9"),
            std::string::npos);
  EXPECT_NE(issues_with("curves.train_loss.last < 0.6", "shown.rate > 1").find("without a window"), std::string::npos);
}

TEST(Lessons, AWidgetThatIsNotThereAndAGoalThatIsNotReachedAreSaid) {
  const auto said = [](const std::string& before, const std::string& after) {
    std::string text = sound_lesson();
    text.replace(text.find(before), before.size(), after);
    Folder folder;
    const auto file = folder / "small-lesson.md";
    write_text_file(file, text);
    return in_lines(cli::check_in_window(load_lesson(file.string()), {}, true));
  };
  EXPECT_EQ(said("point: optimizer.type", "point: optimizer.type"), "");
  EXPECT_NE(said("point: optimizer.type", "point: optimizer.typ").find("there is no widget optimizer.typ"),
            std::string::npos);
  EXPECT_NE(said("solve: optimizer.learning_rate = 0.3", "solve: optimizer.learning_rate = 0.1")
                .find("does not reach its goal"),
            std::string::npos);
  EXPECT_NE(said("training.epochs = 300", "training.epochs = 50").find("Train ends after 50 steps"), std::string::npos);
}

}  // namespace
}  // namespace saddle::app
