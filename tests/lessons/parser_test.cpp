// What a lesson's file says, and what is said of one with a mistake.
#include <algorithm>

#include <gtest/gtest.h>

#include "lessons/files.h"
#include "lessons/lesson_text.h"
#include "saddle/error.h"

namespace saddle::app {
namespace {

Lesson read_sound() { return parse_lesson(sound_lesson(), "a/small-lesson.md"); }

// What the parser says of the lesson in which one text is another.
std::string fault(const std::string& before, const std::string& after) {
  std::string text = sound_lesson();
  const size_t at = text.find(before);
  EXPECT_NE(at, text.npos) << before;
  text.replace(at, before.size(), after);
  try {
    parse_lesson(text, "a/small-lesson.md");
  } catch (const Error& error) {
    return error.issue().text();
  }
  return "no fault";
}

int line_of(const std::string& part) {
  const std::string text = sound_lesson();
  return 1 +
         static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(part)), '\n'));
}

void expect_fault(const std::string& before, const std::string& after, const std::string& part, int line) {
  const std::string said = fault(before, after), place = "a/small-lesson.md:" + std::to_string(line) + ": ";
  EXPECT_TRUE(said.starts_with(place)) << said << "\nexpected " << place;
  EXPECT_NE(said.find(part), said.npos) << said;
}

TEST(LessonParser, ReadsTheHead) {
  const Lesson lesson = read_sound();
  EXPECT_EQ(lesson.name, "small-lesson");
  EXPECT_EQ(lesson.title.english, "All weights zero");
  EXPECT_EQ(lesson.title.korean, "가중치가 모두 0이면");
  EXPECT_EQ(lesson.chapter, "6.2");
  EXPECT_EQ(lesson.minutes, 4);
  EXPECT_EQ(lesson.about.korean, "가중치의 초깃값이 달라야 하는 까닭.");
}

TEST(LessonParser, ReadsTheStageInTheOrderInWhichItIsSetUp) {
  const Lesson lesson = read_sound();
  using Kind = LessonAction::Kind;
  std::vector<Kind> kinds;
  for (const LessonAction& action : lesson.stage) kinds.push_back(action.kind);
  EXPECT_EQ(kinds, (std::vector{Kind::lab, Kind::experiment, Kind::panels, Kind::set, Kind::set}));
  EXPECT_EQ(lesson.stage[2].names, (std::vector<std::string>{"curves", "plane"}));
  EXPECT_EQ(lesson.stage[4].path, "optimizer.learning_rate");
  EXPECT_EQ(lesson.stage[4].value, Value(0.05));
  EXPECT_EQ(*lesson.live, (std::vector<std::string>{"rate", "optimizer.*"}));
}

TEST(LessonParser, ReadsEachKindOfStep) {
  const Lesson lesson = read_sound();
  ASSERT_EQ(lesson.steps.size(), 4u);
  using Kind = LessonStep::Kind;
  EXPECT_EQ(lesson.steps[0].kind, Kind::look);
  EXPECT_EQ(lesson.steps[0].text.english, "See [the loss](mark:panel.curves) of the net.");
  EXPECT_EQ(lesson.steps[0].text.korean, "신경망의 [손실](mark:panel.curves)을 보세요.");
  EXPECT_EQ(lesson.steps[0].points, std::vector<std::string>{"optimizer.type"});
  const LessonStep& predict = lesson.steps[1];
  EXPECT_EQ(predict.kind, Kind::predict);
  ASSERT_EQ(predict.choices.size(), 2u);
  EXPECT_FALSE(predict.choices[0].right);
  EXPECT_TRUE(predict.choices[1].right);
  EXPECT_EQ(predict.choices[0].ghost, (std::vector<std::pair<double, double>>{{0, 0.7}, {100, 2}}));
  EXPECT_EQ(predict.choices[0].because.korean, "기울기를 따라 내려갑니다.");
  EXPECT_EQ(predict.choices[0].show.size(), 2u);
  EXPECT_EQ(predict.until->text(), "run.steps >= 100");
  EXPECT_EQ(predict.solve.front().count, 120);
  EXPECT_EQ(lesson.steps[2].kind, Kind::explain);
  EXPECT_EQ(lesson.steps[3].kind, Kind::act);
  ASSERT_EQ(lesson.claims.size(), 1u);
  EXPECT_EQ(lesson.claims[0].condition.text(), "curves.train_loss.last < 0.6");
}

TEST(LessonParser, NamesLineAndMendOfEachMistake) {
  expect_fault("- minutes: 4\n", "", "needs \"- minutes: …\"", 1);
  expect_fault("- minutes: 4", "- minutes: 99", "from 1 to 15", line_of("- minutes"));
  expect_fault("- minutes: 4", "- minutes: 4\n- size: 3", "size: 3 does not belong here", line_of("- minutes") + 1);
  expect_fault("- chapter: 6.2", "- chapter: six", "such as 6.2", line_of("- chapter"));
  expect_fault("> 곡선\n", "", "the Korean is missing", line_of("## Look"));
  expect_fault("## Look: The curve", "## Glance: The curve", "expected ## Look", line_of("## Look"));
  expect_fault("(mark:panel.curves)을", "(mark:panel.plane)을", "name different widgets", line_of("See [the"));
  expect_fault("](mark:train).\n\n>", "](train).\n\n>", "[words](mark:NAME)", line_of("Choose, then"));
  expect_fault("- [x] It falls", "- [ ] It falls", "mark one choice as right", line_of("## Predict"));
  expect_fault("- until: run.steps >= 100\n", "", "needs \"- until: …\"", line_of("## Predict"));
  expect_fault("run.steps >= 100", "run.steps >== 100", "letter", line_of("- until: run.steps"));
  expect_fault("- solve: train 120", "- solve: train much", "train needs a number of steps",
               line_of("- solve: train 120"));
  expect_fault("train 120", "trains 120", "is no action", line_of("- solve: train 120"));
  expect_fault("  - because: Five seeds do the same.\n    > 시드 다섯 개가 모두 그렇습니다.\n  - show: more 20\n", "",
               "a wrong choice says why", line_of("- [ ] By chance"));
  expect_fault("ghost: 0 0.7, 100 2", "ghost: 9 0.7, 1 2", "ascend", line_of("  - ghost"));
  expect_fault("learning_rate = 0.05\n- panels", "learning_rate = fast\n- panels", "quotation marks",
               line_of("- set:"));
  expect_fault("train 200 -> curves.train_loss.last < 0.6", "train 200", "ACTIONS -> CONDITION", line_of("- claim"));
  expect_fault("## Claims", "## Stage", "## Stage is the first section", line_of("## Claims"));
  expect_fault("- point: optimizer.type", "- point: optimizer.type\nMore words.", "a text among the items",
               line_of("- point") + 1);
  expect_fault("See [the loss](mark:panel.curves)",
               std::string(180, 'w').replace(0, 0,
                                             "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j "
                                             "k l m n o p q r s t u v w x y z a b c d e f g h i j "),
               "60 are the most", line_of("See [the"));
}

TEST(LessonParser, HasAMistakeForWhatHasNoSteps) {
  EXPECT_NE(fault(sound_lesson(), "").find("begins with # and its title"), std::string::npos);
  EXPECT_EQ(fault("# All weights zero", "# All weights zero"), "no fault");
  EXPECT_THROW(parse_lesson(sound_lesson(), "With Blanks.md"), Error);
}

TEST(LessonActions, SplitAtSemicolonsOutsideOfQuotationMarksAlone) {
  const auto actions = parse_lesson_actions("page.inputs = \"x = 1; y = 2\"; more 5; data.set = \"a\"", "here");
  ASSERT_EQ(actions.size(), 3u);
  EXPECT_EQ(actions[0].kind, LessonAction::Kind::set_page);
  EXPECT_EQ(actions[0].path, "inputs");
  EXPECT_EQ(actions[0].value, Value(std::string("x = 1; y = 2")));
  EXPECT_EQ(actions[1].count, 5);
  EXPECT_EQ(actions[2].kind, LessonAction::Kind::set);
  EXPECT_THROW(parse_lesson_actions("train 3;; more 4", "here"), Error);
  EXPECT_THROW(parse_lesson_actions("stroke 0.5 2", "here"), Error);
}

TEST(LessonText, PartsWordsFromTheWidgetsTheyName) {
  const auto spans = spans_of("Press [Train now](mark:train), or a[0].");
  EXPECT_EQ(spans, (std::vector<LessonSpan>{{"Press ", ""}, {"Train now", "train"}, {", or a[0].", ""}}));
  EXPECT_EQ(word_count("Press [Train now](mark:train), or a[0]."), 5);
  EXPECT_EQ(marks_in("[a](mark:x) [b](mark:y) [c](mark:x)"), (std::vector<std::string>{"x", "y"}));
  EXPECT_THROW(spans_of("[a](https://x)", "here"), Error);
}

}  // namespace
}  // namespace saddle::app
