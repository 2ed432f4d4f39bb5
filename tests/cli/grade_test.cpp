// saddle grade: a class's answers, a row each.
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"
#include "saddle/homework.h"

namespace saddle {
namespace {

using nlohmann::json;

// Without a run: a choice and a number, which no training has to answer.
constexpr const char* quiz = R"({
  "assignment": 1, "title": "Quiz", "most_steps": 10, "locked": [],
  "questions": [{"kind": "choice", "ask": "Which?", "choices": ["a", "b"], "right": 2, "points": 2},
                {"kind": "sentence", "ask": "Why?"}],
  "experiment": {"saddle": 1, "name": "Quiz", "data": {"set": "moons", "train": 20, "test": 20},
                 "network": [{"type": "dense", "units": 2}], "training": {"batch_size": 20, "epochs": 1}}
})";

class GradeProgram : public testing::Test {
 protected:
  GradeProgram() {
    place_.write("quiz.json", quiz);
    hand_in("right.answer", "Kim", 2);
    hand_in("wrong.answer", "=SUM(A1)", 1);
  }
  void hand_in(const std::string& name, const std::string& who, int choice) {
    const Assignment assignment = parse_assignment(quiz);
    place_.write(name, to_json(AnswerSheet{.who = who,
                                           .assignment = without_key(assignment),
                                           .identity = identity_of(assignment),
                                           .experiment = assignment.experiment,
                                           .level = this_level(),
                                           .compiler = this_compiler(),
                                           .answers = {Value(choice), Value(std::string("So."))}}));
  }
  Place place_;
};

TEST_F(GradeProgram, GradesEachFileAndWritesATable) {
  const Outcome outcome = place_.saddle("grade right.answer wrong.answer --assignment quiz.json --csv out.csv --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json rows = json::parse(outcome.out)["answers"];
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["verdict"], "graded");
  EXPECT_EQ(rows[0]["points"], 2);
  EXPECT_EQ(rows[0]["open"], 1);
  EXPECT_EQ(rows[1]["points"], 0);
  std::istringstream csv(place_.content("out.csv"));
  std::string line;
  std::getline(csv, line);
  EXPECT_EQ(line.substr(0, 24), "file,who,verdict,points,");
  std::getline(csv, line);
  EXPECT_EQ(line.substr(0, 26), "right.answer,Kim,graded,2,");
  std::getline(csv, line);
  EXPECT_EQ(line.substr(0, 26), "wrong.answer,\"'=SUM(A1)\",g");
}

TEST_F(GradeProgram, WhatCannotBeGradedMakesItFailAndTheRestGoesOn) {
  place_.write("noise.answer", "no JSON");
  const Outcome outcome = place_.saddle("grade noise.answer right.answer missing.answer --assignment quiz.json");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.out.find("Kim (right.answer): 2 / 3"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.err.find("2 of 3 files could not be graded"), std::string::npos) << outcome.err;
}

TEST_F(GradeProgram, RefusesAnAssignmentThatIsNone) {
  place_.write("none.json", R"({"assignment": 1, "title": "x", "questions": [{"kind": "guess", "ask": "?"}]})");
  const Outcome outcome = place_.saddle("grade right.answer --assignment none.json");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("none.json"), std::string::npos) << outcome.err;
  EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
}

}  // namespace
}  // namespace saddle
