// A lesson as a learner meets it: in the window, with mouse and keys.
#include <cmath>

#include <gtest/gtest.h>

#include "../folder.h"
#include "../ui/driver.h"
#include "labs/arena/setup_properties.h"
#include "lessons/files.h"
#include "saddle/text_file.h"
#include "shell/settings.h"

namespace saddle::app {
namespace {

// A window in which the small lesson is opened, beside something of the user's own.
class Learner : public Driver {
 public:
  explicit Learner(ApplicationOptions options = {.experiment = "gate-or"}, const std::string& text = sound_lesson())
      : Driver(std::move(options)) {
    write_text_file(folder_ / "small-lesson.md", text);
  }
  void open() {
    application().open((folder_ / "small-lesson.md").string());
    settle(6);
  }
  const LessonPlayer& player() { return *application().lessons().player(); }
  std::string step() { return text("lesson.step"); }
  void next() {
    click("lesson.next");
    settle(6);
  }
  // Trains until the goal is judged.
  void train_to(int64_t steps) {
    click("train");
    for (int turn = 0; turn < 10'000 && now().steps < steps; ++turn) application().pump(), frame();
    click("train");
    settle(4);
  }

 private:
  Folder folder_;
};

TEST(Lesson, StagesTheWorkspaceAndShowsItsFirstStep) {
  Learner user;
  user.open();
  EXPECT_EQ(user.draft().name, load_experiment(assets_directory() / "presets/xor-learned.json").name);
  EXPECT_EQ(user.now().experiment->training.at("epochs"), Value(300));
  EXPECT_EQ(user.text("pane0.area"), "curves");
  EXPECT_EQ(user.text("pane1.area"), "plane");
  EXPECT_EQ(user.step(), "1");
  EXPECT_EQ(user.text("lesson.text"), "See the loss of the net.");
}

TEST(Lesson, CoversNoPanel) {
  Learner user;
  user.open();
  const ui::Mark card = *user.mark("lesson.card");
  for (const char* pane : {"pane0.area", "pane1.area"}) EXPECT_LE(user.mark(pane)->right, card.left) << pane;
  const float wide = user.mark("pane1.area")->right;
  user.click("lesson.fold");
  user.settle();
  EXPECT_GT(user.mark("pane1.area")->right, wide + 100) << "a folded card leaves the lab its room";
  EXPECT_GE(user.mark("pane1.area")->top, user.mark("lesson.card")->bottom);
  user.click("lesson.fold");
  user.settle();
  EXPECT_EQ(user.mark("pane1.area")->right, wide);
}

TEST(Lesson, LeavingRestoresDocumentWorkspaceAndRunAsTheyWere) {
  Learner user;
  user.train_for(20);
  user.choose("pane1", "signals");
  user.settle();
  const Document before = user.application().document();
  const Workspace workspace = user.application().settings().workspace;
  const RunSnapshot run = user.now();
  const size_t kept = user.application().runs().runs().size();
  ASSERT_GT(run.steps, 0);
  user.open();
  user.next();
  user.click("lesson.choice1");
  user.train_to(110);
  user.choose("pane0", "runs");
  user.click("lesson.leave");
  user.settle(6);
  EXPECT_EQ(user.mark("lesson.card"), nullptr);
  const Document& after = user.application().document();
  EXPECT_EQ(after.draft, before.draft);
  for (const auto& [lab, own] : before.labs) {
    if (own.empty()) continue;
    EXPECT_EQ(after.labs.at(lab), own) << lab;
  }
  EXPECT_EQ(user.application().settings().workspace, workspace);
  EXPECT_EQ(user.now().steps, run.steps);
  EXPECT_EQ(user.now().curves.train_loss.back().value, run.curves.train_loss.back().value);
  EXPECT_EQ(*user.now().experiment, *run.experiment);
  EXPECT_EQ(user.application().runs().runs().size(), kept);
}

TEST(Lesson, LeavingRestoresLabsThatTheLessonUsed) {
  const std::string lesson = (lessons_folder() / "xor.md").string();
  Driver user({.lab = "arena"});
  user.settle(4);
  const Properties arena = user.application().document().labs.at("arena");
  user.application().open(lesson);
  user.settle(6);
  EXPECT_EQ(user.text("concepts.title"), "perceptron");
  user.click("lesson.leave");
  user.settle(6);
  EXPECT_NE(user.mark("arena.play"), nullptr);
  EXPECT_EQ(user.application().document().labs.at("arena"), arena);
  user.click("lab.concepts");
  user.settle(4);
  EXPECT_EQ(user.application().document().labs.at("concepts").count("perceptron.gate"), 0u)
      << "what the lesson set is gone";
}

TEST(Lesson, ARunThatWentOnGoesOnAgain) {
  Learner user({.experiment = "spirals"});
  user.click("train");
  user.settle(5);
  ASSERT_EQ(user.now().status, Status::running);
  user.open();
  EXPECT_EQ(user.now().steps, 0);
  user.click("lesson.leave");
  user.settle(6);
  EXPECT_EQ(user.now().status, Status::running);
}

TEST(Lesson, TrainIsLockedUntilAPredictionIsMade) {
  Learner user;
  user.open();
  user.next();
  ASSERT_EQ(user.step(), "2");
  EXPECT_FALSE(user.mark("train")->enabled);
  user.click("train");
  user.settle(4);
  user.key('S');
  user.settle(4);
  EXPECT_EQ(user.now().steps, 0) << "neither the button nor a key runs it";
  user.click("lesson.choice0");
  user.frames(2);
  EXPECT_TRUE(user.mark("train")->enabled);
  user.train_to(110);
  EXPECT_GE(user.now().steps, 100);
  EXPECT_EQ(user.text("lesson.goal"), "reached");
  EXPECT_EQ(user.text("lesson.verdict"), "wrong");
  EXPECT_EQ(user.text("lesson.because"), "It goes down the gradient.");
}

TEST(Lesson, APredictionStaysInTheFigureAndCannotBeChangedOnceItRuns) {
  Learner user;
  user.open();
  user.next();
  EXPECT_EQ(user.application().focus().predicted, nullptr);
  user.click("lesson.choice0");
  user.frames(3);
  ASSERT_NE(user.application().focus().predicted, nullptr);
  EXPECT_EQ(user.application().focus().predicted->label, "It grows");
  user.train_to(20);
  user.click("lesson.choice1");
  user.frames(3);
  EXPECT_EQ(user.player().chosen(), 0) << "what was said stands";
  user.train_to(110);
  user.next();
  user.frames(2);
  ASSERT_NE(user.application().focus().predicted, nullptr) << "it stays for the explanation";
  user.click("lesson.leave");
  user.settle(4);
  EXPECT_EQ(user.application().focus().predicted, nullptr);
}

TEST(Lesson, AGoalCountsHoweverItIsReached) {
  Learner user;
  user.open();
  for (int step = 1; step < 4; ++step) user.next();  // skips
  ASSERT_EQ(user.step(), "4");
  EXPECT_EQ(user.text("lesson.goal"), "open");
  EXPECT_EQ(user.text("lesson.next"), "Skip");
  user.type("rate", "0.25");
  user.frames(3);
  EXPECT_EQ(user.text("lesson.goal"), "reached");
  EXPECT_EQ(user.text("lesson.next"), "Next");
  user.type("rate", "0.1");
  user.frames(3);
  EXPECT_EQ(user.text("lesson.goal"), "reached") << "once reached it stays so";
}

TEST(Lesson, LocksWhatIsNotNeededAndSaysWhy) {
  Learner user;
  user.open();
  for (const char* free : {"rate", "optimizer.learning_rate", "optimizer.type", "train", "reset", "language"})
    EXPECT_TRUE(user.mark(free)->enabled) << free;
  for (const char* locked : {"data.set", "init", "loss.type", "training.batch_size", "layer.add"})
    EXPECT_FALSE(user.mark(locked)->enabled) << locked;
  const Experiment before = user.draft();
  user.click("init");
  user.frames(2);
  EXPECT_EQ(user.mark("init/zero"), nullptr) << "its list does not open";
  EXPECT_EQ(user.draft(), before);
  user.click("lesson.leave");
  user.settle(4);
  EXPECT_TRUE(user.mark("init")->enabled);
}

TEST(Lesson, BackAndSkipAreAlwaysThere) {
  Learner user;
  user.open();
  EXPECT_FALSE(user.mark("lesson.back")->enabled);
  user.next();
  EXPECT_EQ(user.step(), "2");
  EXPECT_EQ(user.text("lesson.next"), "Skip");
  user.next();
  EXPECT_EQ(user.step(), "3");
  user.click("lesson.back");
  user.settle(3);
  EXPECT_EQ(user.step(), "2");
  user.click("lesson.back");
  user.settle(3);
  EXPECT_EQ(user.step(), "1");
}

TEST(Lesson, SpaceGoesOnWhereNothingIsLeftToDoAndTrainsWhereThereIs) {
  Learner user;
  user.open();
  user.key(ImGuiKey_Space);
  user.settle(3);
  EXPECT_EQ(user.step(), "2");
  user.key(ImGuiKey_Space);
  user.settle(3);
  EXPECT_EQ(user.step(), "2") << "first a prediction";
  EXPECT_EQ(user.now().steps, 0);
  user.click("lesson.choice1");
  user.frames(2);
  user.key(ImGuiKey_Space);
  user.settle(3);
  EXPECT_GT(user.now().steps, 0);
  EXPECT_EQ(user.step(), "2");
}

TEST(Lesson, ShowsWhatAWrongChoiceLeadsTo) {
  Learner user;
  user.open();
  user.next();
  user.next();
  ASSERT_EQ(user.step(), "3");
  EXPECT_EQ(user.mark("lesson.show"), nullptr);
  user.click("lesson.choice0");
  user.frames(2);
  EXPECT_EQ(user.text("lesson.verdict"), "wrong");
  EXPECT_EQ(user.text("lesson.because"), "Five seeds do the same.");
  const int64_t before = user.now().steps;
  user.click("lesson.show");
  user.settle(60);
  EXPECT_EQ(user.now().steps, before + 20);
  user.click("lesson.choice1");
  user.frames(2);
  EXPECT_EQ(user.text("lesson.verdict"), "right");
}

TEST(Lesson, WhatWasMissedComesBackAtTheEnd) {
  Learner user;
  user.open();
  user.next();
  user.next();
  user.click("lesson.choice0");  // wrong
  user.frames(2);
  user.next();
  ASSERT_EQ(user.step(), "4");
  user.type("rate", "0.25");
  user.next();
  EXPECT_EQ(user.step(), "3") << "the question is asked again";
  EXPECT_EQ(user.mark("lesson.end"), nullptr);
  user.click("lesson.choice1");
  user.frames(2);
  user.next();
  ASSERT_NE(user.mark("lesson.end"), nullptr);
  EXPECT_EQ(user.text("lesson.missed"), "0");
  EXPECT_TRUE(user.application().settings().lessons.at("small-lesson").done);
  user.click("lesson.next");  // leaves it
  user.settle(4);
  EXPECT_EQ(user.mark("lesson.card"), nullptr);
}

TEST(Lesson, WhereOneStoppedIsKept) {
  Learner user;
  user.open();
  user.next();
  user.next();
  user.click("lesson.choice0");
  user.frames(2);
  user.click("lesson.leave");
  user.settle(4);
  const Settings settings = user.application().settings_to_store();
  EXPECT_EQ(settings.lessons.at("small-lesson"), (LessonProgress{.step = 2, .done = false, .missed = {2}}));
  Folder folder;
  save_settings(folder / "settings.json", settings);
  EXPECT_EQ(load_settings(folder / "settings.json").lessons, settings.lessons);
  user.open();
  EXPECT_EQ(user.step(), "3");
}

TEST(Lesson, WhatIsStoredMeanwhileIsWhatTheUserHad) {
  Learner user;
  const Settings before = user.application().settings_to_store();
  user.open();
  user.next();
  const Settings during = user.application().settings_to_store();
  EXPECT_EQ(during.workspace, before.workspace);
  EXPECT_EQ(during.draft, before.draft);
  EXPECT_EQ(during.lab, before.lab);
  EXPECT_EQ(during.lessons.at("small-lesson").step, 1);
}

TEST(Lesson, FramesWhatItsWordsName) {
  Learner user;
  user.open();
  user.frames(8);
  const ui::Mark panel = *user.mark("pane0.area"), frame = *user.mark("lesson.frame/panel.curves");
  EXPECT_NEAR(frame.left, panel.left, 4);
  EXPECT_NEAR(frame.bottom, panel.bottom, 4);
  ASSERT_NE(user.mark("lesson.text/panel.curves"), nullptr);
  // What lies farther down the side panel is scrolled into sight by its frame's words.
  EXPECT_NE(user.mark("lesson.frame/optimizer.type"), nullptr);
}

TEST(Lesson, SpeaksTheLanguageOfTheWindow) {
  Learner user;
  user.open();
  user.click("language");
  user.settle(3);
  EXPECT_EQ(user.text("lesson.text"), "신경망의 손실을 보세요.");
  EXPECT_EQ(user.text("lesson.step.title"), "곡선");
}

TEST(Lesson, UndoDoesNotGoBackBeforeIt) {
  Learner user;
  const Draft before = user.application().draft();
  user.open();
  const Draft staged = user.application().draft();
  user.key('Z', true);
  user.settle(3);
  EXPECT_EQ(user.application().draft(), staged);
  user.type("rate", "0.11");
  user.click("lesson.leave");
  user.settle(4);
  EXPECT_EQ(user.application().draft(), before);
  user.key('Z', true);
  user.settle(3);
  EXPECT_EQ(user.application().draft(), before) << "nor into it, afterwards";
}

TEST(LessonList, OpensALessonFromTheBook) {
  Driver user({.lab = "book"});
  user.settle(4);
  user.click("book.lessons");
  user.settle(4);
  ASSERT_NE(user.mark("lessons.xor.open"), nullptr);
  user.click("lessons.xor.open");
  user.settle(6);
  EXPECT_EQ(user.text("lesson.card"), "xor");
  user.click("lesson.next");
  user.settle(4);
  user.click("lesson.leave");
  user.settle(4);
  EXPECT_NE(user.text("lessons.xor.state").find("2"), std::string::npos) << user.text("lessons.xor.state");
  EXPECT_EQ(user.text("lessons.xor.open"), "Go on");
}

TEST(LessonList, AFaultyFileIsRefusedWithItsLine) {
  Driver user;
  Folder folder;
  std::string text = sound_lesson();
  text.replace(text.find("- minutes: 4"), 12, "- minutes: x");
  write_text_file(folder / "small-lesson.md", text);
  user.application().open((folder / "small-lesson.md").string());
  user.settle(4);
  EXPECT_NE(user.text("notice").find("small-lesson.md:5"), std::string::npos) << user.text("notice");
}

TEST(Welcome, IsOfferedOnceToWhoeverStartsAnew) {
  Folder folder;
  {
    Driver user({.settings_file = folder / "settings.json"});
    ASSERT_NE(user.mark("welcome"), nullptr);
    user.click("welcome.action");
    user.settle(8);
    EXPECT_EQ(user.text("lesson.card"), "zero-initialization");
    EXPECT_TRUE(user.application().settings_to_store().welcomed);
  }
  Driver user({.settings = {.welcomed = true}, .settings_file = folder / "settings.json"});
  EXPECT_EQ(user.mark("welcome"), nullptr);
  Driver tests;
  EXPECT_EQ(tests.mark("welcome"), nullptr) << "nor where nothing is remembered";
}

}  // namespace
}  // namespace saddle::app
