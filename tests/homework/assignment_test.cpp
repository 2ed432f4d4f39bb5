// Assignments as files, and their locks.
#include <gtest/gtest.h>

#include "classroom.h"
#include "saddle/error.h"

namespace saddle {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), by);
}

std::string complaint(const std::string& text) {
  try {
    static_cast<void>(parse_assignment(text));
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

TEST(Assignment, IsTheSameOnceItWasWrittenAndRead) {
  const Assignment assignment = parse_assignment(moons_homework);
  EXPECT_EQ(assignment.title, "Two moons");
  EXPECT_EQ(assignment.questions.size(), 5u);
  EXPECT_EQ(assignment.most_steps, 500);
  EXPECT_EQ(parse_assignment(to_json(assignment)), assignment);
  EXPECT_TRUE(looks_like_assignment(moons_homework));
  EXPECT_FALSE(looks_like_assignment(R"({"saddle": 1, "network": []})"));
}

TEST(Assignment, NamesThePlaceOfWhatIsWrong) {
  const std::string text = moons_homework;
  for (const auto& [what, by, place] :
       {std::tuple{"\"title\"", "\"titel\"", "titel: unknown key"},
        {"\"right\": 2", "\"right\": 4", "questions[2].right: expected a whole number from 1 to 3"},
        {"\"kind\": \"number\"", "\"kind\": \"guess\"", "questions[3].kind: there is no kind"},
        {"\"at_least\": 0.85", "\"at_least\": 0.85, \"at_most\": 1", "questions[0].goals[0]: expected either"},
        {"\"figure\": \"steps\"", "\"figure\": \"speed\"", "questions[1].goals[0].figure: there is no figure"},
        {"\"most_steps\": 500", "\"most_steps\": 0", "most_steps: expected a whole number"},
        {"\"optimizer.type\"", "\"optimizer.typ\"", "locked[1]"},
        {"\"units\": 12", "\"units\": -5", "experiment: network[0].units"},
        {"\"points\": 3", "\"points\": -3", "questions[0].points"},
        {"\"assignment\": 1", "\"assignment\": 2", "assignment: expected format 1"}}) {
    EXPECT_NE(complaint(replaced(text, what, by)).find(place), std::string::npos)
        << by << "\n"
        << complaint(replaced(text, what, by));
  }
}

TEST(Assignment, TheCopyForStudentsHasNoKeyAndTheSameIdentity) {
  const Assignment assignment = parse_assignment(moons_homework), copy = without_key(assignment);
  EXPECT_EQ(to_json(copy).find("right"), std::string::npos);
  EXPECT_EQ(to_json(copy).find("tolerance"), std::string::npos);
  EXPECT_EQ(identity_of(copy), identity_of(assignment));
  Assignment other = assignment;
  other.questions[0].goals[0].bound = 0.84;
  EXPECT_NE(identity_of(other), identity_of(assignment));
  other = assignment;
  other.locked.pop_back();
  EXPECT_NE(identity_of(other), identity_of(assignment));
  other = assignment;
  assign(other.experiment, "training.seed", 2);
  EXPECT_NE(identity_of(other), identity_of(assignment));
}

TEST(Assignment, WhatIsLockedIsPutBackAndTheRestIsLeft) {
  Assignment assignment = parse_assignment(moons_homework);
  Experiment experiment = assignment.experiment;
  EXPECT_EQ(restore_locked(assignment, experiment), "");
  assign(experiment, "optimizer.learning_rate", 0.1);
  assign(experiment, "network[0].units", 99);
  assign(experiment, "data.noise", 0.5);
  ASSERT_TRUE(locked_difference(assignment, experiment));
  EXPECT_EQ(restore_locked(assignment, experiment), "data");
  EXPECT_FALSE(locked_difference(assignment, experiment));
  Experiment expected = assignment.experiment;
  assign(expected, "optimizer.learning_rate", 0.1);
  EXPECT_EQ(experiment, expected);
  // A layer that is gone comes back with its part.
  experiment.network.erase(experiment.network.begin());
  EXPECT_EQ(restore_locked(assignment, experiment), "network[0].units");
  EXPECT_FALSE(locked_difference(assignment, experiment));
}

TEST(Assignment, ALockHoldsWhatLiesBelowIt) {
  Assignment assignment = parse_assignment(moons_homework);
  EXPECT_TRUE(is_locked(assignment, "data.noise"));
  EXPECT_FALSE(is_locked(assignment, "data.augment.shift"));
  EXPECT_TRUE(is_locked(assignment, "optimizer.type"));
  EXPECT_FALSE(is_locked(assignment, "optimizer.learning_rate"));
  EXPECT_FALSE(is_locked(assignment, "network[1].units"));
  assignment.locked = {"training", "network[1]"};
  EXPECT_TRUE(is_locked(assignment, "training.seed"));
  EXPECT_FALSE(is_locked(assignment, "training.threads"));
  EXPECT_TRUE(is_locked(assignment, "network[1].units"));
  EXPECT_FALSE(is_locked(assignment, "network[10].units"));
}

}  // namespace
}  // namespace saddle
