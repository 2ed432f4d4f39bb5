// Homework in the window: an assignment is made, worked on, handed in, and graded.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "model/homework/staged_assignment.h"
#include "saddle/grade.h"
#include "saddle/text_file.h"

namespace saddle::app {
namespace {

Assignment two_moons() {
  return parse_assignment(R"({
    "assignment": 1, "title": "Two moons", "about": "Part them.", "most_steps": 500,
    "locked": ["loss", "network[0].units", "training.batch_size"],
    "questions": [
      {"kind": "goals", "ask": "Reach 80 %.", "points": 3, "goals": [{"figure": "test_accuracy", "at_least": 0.8}]},
      {"kind": "choice", "ask": "Which?", "choices": ["a", "b"], "right": 2},
      {"kind": "number", "ask": "How many weights?", "right": 24},
      {"kind": "sentence", "ask": "Why?"}
    ],
    "experiment": {
      "saddle": 1, "name": "Moons", "data": {"set": "moons", "train": 200, "test": 100, "noise": 0.3},
      "network": [{"type": "dense", "units": 12}, {"type": "relu"}, {"type": "dense", "units": 2}],
      "optimizer": {"type": "sgd", "learning_rate": 0.5},
      "training": {"batch_size": 20, "epochs": 20}
    }
  })");
}

class Homework : public testing::Test {
 protected:
  Homework() { folder_.write("moons.json", to_json(without_key(two_moons()))); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void open(Driver& user) {
    user.application().open(path("moons.json"));
    user.settle(6);
  }
  // Types into the field with this mark.
  static void fill(Driver& user, const std::string& name, const std::string& text) {
    ASSERT_TRUE(user.click(name)) << name;
    user.frames(2);
    user.key(ImGuiKey_A, true);
    user.write(text);
    user.settle();
  }
  static void enter(Driver& user, const std::string& file) {
    user.frames(3);
    ASSERT_NE(user.mark("dialog.path"), nullptr) << "no dialog is open";
    user.key(ImGuiKey_A, true);
    user.write(file);
    user.settle(6);
  }
  Grade graded(const std::string& name) const { return grade({path(name)}, {.assignment = two_moons()}).front(); }
  const Folder folder_;
};

TEST_F(Homework, WhatIsHandedInIsGradedBitForBit) {
  Driver user;
  open(user);
  EXPECT_EQ(user.text("homework.title"), "Two moons");
  EXPECT_FALSE(user.mark("homework.save")->enabled);
  fill(user, "homework.who", "김민지");
  user.click("homework.q2.choice2");
  fill(user, "homework.q3.number", "24");
  EXPECT_NE(user.text("homework.why").find("Nothing was trained yet"), std::string::npos) << user.text("homework.why");
  user.click("train");
  user.finish();
  ASSERT_EQ(user.now().status, Status::finished);
  EXPECT_NE(user.text("homework.q1.goal1").find("reached"), std::string::npos) << user.text("homework.q1.goal1");
  ASSERT_TRUE(user.mark("homework.save")->enabled) << user.text("homework.why");
  user.click("homework.save");
  enter(user, path("kim.answer"));
  user.settle(4);
  const Grade grade = graded("kim.answer");
  ASSERT_TRUE(grade.reasons.empty()) << grade.reasons.front();
  EXPECT_EQ(grade.verdict, Grade::Verdict::graded);
  EXPECT_EQ(grade.who, "김민지");
  EXPECT_EQ(grade.replayed.test_accuracy, grade.claimed.test_accuracy);
  EXPECT_EQ(grade.claimed.test_accuracy, user.now().tested->accuracy);
  EXPECT_DOUBLE_EQ(grade.points, 5);
}

TEST_F(Homework, WhatIsLockedCannotBeChangedInAnyWay) {
  Driver user;
  open(user);
  const Experiment before = user.draft();
  for (const char* locked : {"loss.type", "training.batch_size", "data.noise", "layer.add", "preset"}) {
    ASSERT_NE(user.mark(locked), nullptr) << locked;
    EXPECT_FALSE(user.mark(locked)->enabled) << locked;
    user.click(locked);
    user.settle();
  }
  EXPECT_EQ(user.draft(), before);
  EXPECT_TRUE(user.mark("optimizer.type")->enabled);
  user.choose("optimizer.type", "adam");
  EXPECT_EQ(user.draft().optimizer.type, "adam");
  // Undo goes back to what was open before the assignment; what is locked stays.
  for (int i = 0; i < 3; ++i) user.press({.key = 'Z', .control = true});
  user.settle();
  EXPECT_FALSE(locked_difference(two_moons(), user.draft()));
  // And no other experiment takes its place.
  folder_.write("other.json", R"({"saddle": 1, "name": "Other", "network": [{"type": "dense", "units": 10}]})");
  user.application().open(path("other.json"));
  user.settle(4);
  EXPECT_FALSE(locked_difference(two_moons(), user.draft()));
}

TEST_F(Homework, LeavingBringsBackWhatWasThere) {
  Driver user({.experiment = "xor-learned"});
  const Experiment before = user.draft();
  open(user);
  EXPECT_NE(user.draft(), before);
  user.click("homework.leave");
  user.settle(4);
  EXPECT_EQ(user.draft(), before);
  EXPECT_EQ(user.mark("homework.title"), nullptr);
  EXPECT_TRUE(user.mark("loss.type")->enabled);
}

TEST_F(Homework, ARunThatWasChangedByHandIsNotHandedIn) {
  Driver user;
  open(user);
  fill(user, "homework.who", "Lee");
  user.click("train");
  user.settle(3);
  user.click("train");
  user.settle();
  ASSERT_EQ(user.now().status, Status::paused);
  EXPECT_TRUE(user.mark("homework.save")->enabled) << user.text("homework.why");
  user.type("optimizer.learning_rate", "0.1");
  user.settle(4);
  EXPECT_FALSE(user.mark("homework.save")->enabled);
  EXPECT_NE(user.text("homework.why").find("changed by hand"), std::string::npos) << user.text("homework.why");
}

TEST_F(Homework, AnAssignmentIsMadeOfTheExperimentAndOpened) {
  Driver user({.experiment = "xor-learned"}, 1280, 1000);
  const Experiment experiment = user.draft();
  user.press({.key = 'M', .control = true});
  user.settle();
  EXPECT_FALSE(user.mark("assignment.save")->enabled) << "a question asks nothing yet";
  fill(user, "assignment.q1.ask", "Learn it.");
  user.click("assignment.lock.optimizer.type");
  user.settle();
  ASSERT_TRUE(user.mark("assignment.save")->enabled) << user.text("assignment.why");
  user.click("assignment.save");
  enter(user, path("xor.json"));
  const Assignment made = load_assignment(path("xor.json"));
  EXPECT_EQ(made.experiment, experiment);
  EXPECT_EQ(made.locked, (std::vector<std::string>{"network", "loss", "optimizer.type"}));
  ASSERT_EQ(made.questions.size(), 1u);
  EXPECT_EQ(made.questions[0].ask, "Learn it.");
}

TEST(HomeworkWidgets, NameThePathsThatTheyEdit) {
  EXPECT_EQ(path_of_widget("layer3.units"), "network[3].units");
  EXPECT_EQ(path_of_widget("rate"), "optimizer.learning_rate");
  EXPECT_EQ(path_of_widget("training.seed"), "training.seed");
  EXPECT_EQ(path_of_widget("layer3"), "");
  EXPECT_EQ(path_of_widget("homework.who"), "");
}

}  // namespace
}  // namespace saddle::app
