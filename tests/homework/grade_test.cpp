// A class hands in: honest runs get what they earned, others are found out.
#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "classroom.h"
#include "saddle/experiment_file.h"
#include "saddle/simd_level.h"

namespace saddle {
namespace {

using Json = nlohmann::ordered_json;
using Verdict = Grade::Verdict;

class Grading : public testing::Test {
 protected:
  // An honest file, with one thing in it that somebody changed by hand.
  void tamper(const std::string& name, const AnswerSheet& sheet, const std::function<void(Json&)>& edit) {
    Json json = Json::parse(to_json(sheet));
    edit(json);
    classroom_.hand_in(name, json.dump());
  }
  Grade grade_of(const std::string& name, const AnswerSheet& sheet) {
    classroom_.hand_in(name, sheet);
    return classroom_.graded(name);
  }
  void expect(const std::string& name, Verdict verdict, const std::string& reason, double points = 0) {
    const Grade grade = classroom_.graded(name);
    EXPECT_EQ(name_of(grade.verdict), name_of(verdict)) << name;
    EXPECT_DOUBLE_EQ(grade.points, points) << name;
    std::string all;
    for (const std::string& each : grade.reasons) all += each + "\n";
    EXPECT_NE(all.find(reason), std::string::npos) << name << ": " << all;
    EXPECT_EQ(std::ranges::count(all, '\n'), static_cast<std::ptrdiff_t>(grade.reasons.size())) << all;
  }

  Classroom classroom_;
  const AnswerSheet honest_ = classroom_.sheet("Kim Minji", classroom_.assignment().experiment, 300);
};

TEST_F(Grading, AnHonestRunGetsItsPointsBitForBit) {
  const Grade grade = grade_of("kim.answer", honest_);
  EXPECT_EQ(grade.verdict, Verdict::graded);
  EXPECT_EQ(grade.who, "Kim Minji");
  EXPECT_TRUE(grade.reasons.empty());
  // The worker of the window computed the one, the replay the other.
  EXPECT_EQ(grade.replayed.train_loss, honest_.claimed.train_loss);
  EXPECT_EQ(grade.replayed.test_accuracy, honest_.claimed.test_accuracy);
  EXPECT_EQ(grade.replayed.test_loss, honest_.claimed.test_loss);
  EXPECT_EQ(grade.replayed.parameters, 12 * 2 + 12 + 12 * 2 + 2);
  EXPECT_GE(grade.replayed.test_accuracy, 0.85);
  ASSERT_EQ(grade.questions.size(), 5u);
  EXPECT_DOUBLE_EQ(grade.points, 3 + 2 + 1 + 1);
  EXPECT_DOUBLE_EQ(grade.of, 9);
  EXPECT_DOUBLE_EQ(grade.open, 2);  // the sentence
  EXPECT_EQ(grade.questions[4].reason, "Because.");
}

TEST_F(Grading, AnHonestRunThatDoesNotReachItsGoalLosesThatQuestionAlone) {
  const Grade grade = grade_of("short.answer", classroom_.sheet("Lee", classroom_.assignment().experiment, 1));
  EXPECT_EQ(grade.verdict, Verdict::graded);
  EXPECT_LT(grade.replayed.test_accuracy, 0.85);
  EXPECT_DOUBLE_EQ(grade.questions[0].points, 0);
  EXPECT_NE(grade.questions[0].reason.find("not reached"), std::string::npos);
  EXPECT_DOUBLE_EQ(grade.points, 4);
}

TEST_F(Grading, AllGoalsOfAQuestionHaveToBeKept) {
  const Grade grade = grade_of("long.answer", classroom_.sheet("Park", classroom_.assignment().experiment, 400));
  EXPECT_DOUBLE_EQ(grade.questions[0].points, 3);
  EXPECT_DOUBLE_EQ(grade.questions[1].points, 0) << "400 steps are more than 300";
}

TEST_F(Grading, WhatIsNotLockedMayBeChanged) {
  for (const auto& [path, value] : {std::pair<std::string, Value>{"training.seed", 77},
                                    {"optimizer.learning_rate", 0.2},
                                    {"training.threads", 1},
                                    {"network[0].init", "xavier"}}) {
    const Grade grade = grade_of("free.answer", classroom_.sheet("Choi", classroom_.changed(path, value), 300));
    EXPECT_EQ(grade.verdict, Verdict::graded) << path;
    EXPECT_DOUBLE_EQ(grade.points, 7) << path;
  }
}

TEST_F(Grading, ARunThatDivergedIsHonestToo) {
  Experiment wild = classroom_.changed("optimizer.learning_rate", 1000.0);
  assign(wild, "optimizer.weight_decay", 1.0);
  const Grade grade = grade_of("wild.answer", classroom_.sheet("Jung", wild, 300));
  EXPECT_EQ(grade.verdict, Verdict::graded);
  EXPECT_TRUE(std::isnan(grade.replayed.test_accuracy));
  EXPECT_DOUBLE_EQ(grade.questions[0].points, 0);
}

TEST_F(Grading, WrongAndMissingAnswersGiveNothing) {
  AnswerSheet sheet = honest_;
  sheet.answers = {std::nullopt, std::nullopt, Value(3), Value(24.6), std::nullopt};
  const Grade grade = grade_of("wrong.answer", sheet);
  EXPECT_DOUBLE_EQ(grade.points, 5);
  EXPECT_NE(grade.questions[2].reason.find("right is 2"), std::string::npos);
  EXPECT_EQ(grade.questions[4].reason, "no answer");
  sheet.answers[3] = Value(24.4);
  EXPECT_DOUBLE_EQ(grade_of("near.answer", sheet).points, 6);
}

TEST_F(Grading, AForgedFigureIsFoundOut) {
  tamper("better.answer", honest_, [](Json& json) { json["claimed"]["test_accuracy"] = 0.99; });
  expect("better.answer", Verdict::forged, "claims test_accuracy 0.99; its run");
  // By one sample of a hundred, and by one bit.
  const double accuracy = honest_.claimed.test_accuracy, loss = honest_.claimed.test_loss;
  tamper("one.answer", honest_, [&](Json& json) { json["claimed"]["test_accuracy"] = accuracy + 0.01; });
  expect("one.answer", Verdict::forged, "test_accuracy");
  tamper("bit.answer", honest_, [&](Json& json) { json["claimed"]["test_loss"] = std::nextafter(loss, 0); });
  expect("bit.answer", Verdict::forged, "test_loss");
  tamper("light.answer", honest_, [](Json& json) { json["claimed"]["parameters"] = 10; });
  expect("light.answer", Verdict::forged, "its network has 62");
  tamper("fast.answer", honest_, [](Json& json) { json["claimed"]["steps"] = 20; });
  expect("fast.answer", Verdict::forged, "claims train_loss");
  tamper("seed.answer", honest_, [](Json& json) { json["experiment"]["training"]["seed"] = 5; });
  expect("seed.answer", Verdict::forged, "made again from its seed");
  tamper("never.answer", honest_, [](Json& json) { json["claimed"]["test_accuracy"] = nullptr; });
  expect("never.answer", Verdict::forged, "claims test_accuracy none");
}

TEST_F(Grading, WhatLeavesTheLocksIsRefused) {
  for (const auto& [path, value] : {std::pair<std::string, Value>{"optimizer.type", "adam"},
                                    {"training.batch_size", 200},
                                    {"network[0].units", 50},
                                    {"data.noise", 0.0}}) {
    const Experiment changed = classroom_.changed(path, value);
    classroom_.hand_in("left.answer", classroom_.sheet("Yoon", changed, 300));
    expect("left.answer", Verdict::refused, path.starts_with("data") ? "data: is locked" : path + ": is locked at");
  }
}

TEST_F(Grading, MoreStepsThanAreAllowedAreNotMade) {
  tamper("patient.answer", honest_, [](Json& json) { json["claimed"]["steps"] = 1'000'000'000; });
  expect("patient.answer", Verdict::refused, "has 1000000000 steps; the assignment allows 500");
}

TEST_F(Grading, ARunOfAnotherProcessorIsJudgedByWhatRoundingCanDo) {
  AnswerSheet sheet = honest_;
  sheet.compiler = "another 1.0";
  sheet.claimed.train_loss *= 1.02;
  sheet.claimed.test_loss *= 1.01;
  sheet.claimed.test_accuracy -= 0.01;
  const Grade elsewhere = grade_of("elsewhere.answer", sheet);
  EXPECT_EQ(elsewhere.verdict, Verdict::graded) << elsewhere.reasons.at(0);
  // On an edge between the two, either counts.
  Assignment edge = classroom_.assignment();
  edge.questions[0].goals[0].bound = honest_.claimed.test_accuracy + 0.005;
  sheet.assignment = without_key(edge);
  sheet.identity = identity_of(edge);
  sheet.claimed.test_accuracy = honest_.claimed.test_accuracy + 0.01;
  classroom_.hand_in("edge.answer", sheet);
  const Grade on_edge = grade({classroom_.path("edge.answer")}, {.assignment = edge}).front();
  EXPECT_EQ(on_edge.verdict, Verdict::graded);
  EXPECT_DOUBLE_EQ(on_edge.questions[0].points, 3);
  EXPECT_NE(on_edge.questions[0].reason.find("by other rounding"), std::string::npos);
  sheet = honest_;
  sheet.compiler = "another 1.0";
  sheet.claimed.test_loss /= 2;
  classroom_.hand_in("too_far.answer", sheet);
  expect("too_far.answer", Verdict::forged, "other rounding explains a difference of");
}

TEST_F(Grading, TheLevelOfTheStudentIsTakenWhereTheProcessorHasIt) {
  if (simd_levels().size() < 2) GTEST_SKIP() << "one level alone";
  AnswerSheet sheet = honest_;
  sheet.level = name_of(simd_levels().front());
  classroom_.hand_in("level.answer", sheet);
  const Grade grade = classroom_.graded("level.answer");
  // Figures of another level have other bits, most often; if they do, they are not of the level that is named.
  EXPECT_EQ(grade.verdict == Verdict::graded, grade.replayed.train_loss == honest_.claimed.train_loss &&
                                                  grade.replayed.test_loss == honest_.claimed.test_loss);
}

TEST_F(Grading, AFileThatIsNoneIsARowLikeTheOthers) {
  classroom_.hand_in("kim.answer", honest_);
  classroom_.hand_in("huge.answer", std::string(9 << 20, '['));
  classroom_.hand_in("deep.answer", std::string(100'000, '['));
  classroom_.hand_in("cut.answer", to_json(honest_).substr(0, 200));
  classroom_.hand_in("binary.answer", std::string("\x7f"
                                                  "ELF\0\1\2\xff",
                                                  8));
  classroom_.hand_in("empty.answer", "");
  classroom_.hand_in("experiment.answer", to_json(honest_.experiment));
  tamper("name.answer", honest_, [](Json& json) { json["who"] = "Kim\x1b[31m"; });
  tamper("turned.answer", honest_, [](Json& json) { json["who"] = "Kim\u202e"; });
  tamper("nobody.answer", honest_, [](Json& json) { json["who"] = " "; });
  tamper("extra.answer", honest_, [](Json& json) { json["points"] = 100; });
  tamper("choice.answer", honest_, [](Json& json) { json["answers"][2] = 4; });
  tamper("kind.answer", honest_, [](Json& json) { json["answers"][3] = "24"; });
  tamper("negative.answer", honest_, [](Json& json) { json["claimed"]["steps"] = -1; });
  std::filesystem::create_directory(classroom_.path("folder.answer"));
  const std::vector<std::string> bad{"huge",       "deep", "cut",      "binary", "empty",
                                     "experiment", "name", "turned",   "nobody", "extra",
                                     "choice",     "kind", "negative", "folder", "missing"};
  std::vector<std::filesystem::path> files;
  for (const std::string& name : bad) files.push_back(classroom_.path(name + ".answer"));
  files.push_back(classroom_.path("kim.answer"));
  const auto grades = grade(files, {.assignment = classroom_.assignment()});
  ASSERT_EQ(grades.size(), files.size());
  for (size_t i = 0; i < bad.size(); ++i) {
    EXPECT_EQ(grades[i].verdict, Verdict::not_graded) << bad[i];
    ASSERT_EQ(grades[i].reasons.size(), 1u) << bad[i];
    EXPECT_EQ(grades[i].reasons[0].find('\n'), std::string::npos) << grades[i].reasons[0];
    EXPECT_LT(grades[i].reasons[0].size(), 400u) << grades[i].reasons[0];
    EXPECT_DOUBLE_EQ(grades[i].points, 0);
  }
  EXPECT_DOUBLE_EQ(grades.back().points, 7);
}

TEST_F(Grading, AnAssignmentThatItsStudentChangedIsFoundOut) {
  // A goal made easier, with and without the hash that goes with it.
  const auto ease = [](Json& json) { json["assignment"]["questions"][0]["goals"][0]["at_least"] = 0.1; };
  tamper("easy.answer", honest_, ease);
  expect("easy.answer", Verdict::not_graded, "was changed after it was handed out");
  tamper("hashed.answer", honest_, [&](Json& json) {
    ease(json);
    json["identity"] = identity_of(parse_assignment(json["assignment"].dump()));
  });
  expect("hashed.answer", Verdict::not_graded, "answers another assignment");
  // Without the teacher's file, what most of them answer is taken for it.
  classroom_.hand_in("kim.answer", honest_);
  classroom_.hand_in("lee.answer", honest_);
  const auto grades =
      grade({classroom_.path("hashed.answer"), classroom_.path("kim.answer"), classroom_.path("lee.answer")}, {});
  EXPECT_EQ(grades[0].verdict, Verdict::not_graded);
  EXPECT_EQ(grades[1].verdict, Verdict::graded);
  EXPECT_TRUE(grades[1].questions[2].open) << "the key is not in it";
}

TEST_F(Grading, ANetworkThatIsTooLargeStopsNobodyElse) {
  Experiment vast = classroom_.assignment().experiment;
  vast.network.insert(vast.network.begin() + 1, {.name = "vast", .type = "dense", .properties = {{"units", 20'000}}});
  vast.network.insert(vast.network.begin() + 2, {.name = "vaster", .type = "dense", .properties = {{"units", 20'000}}});
  AnswerSheet sheet = honest_;
  sheet.experiment = vast;
  classroom_.hand_in("vast.answer", sheet);
  expect("vast.answer", Verdict::not_graded, "of memory; a run that is graded may have");
  // And one that takes too long.
  classroom_.hand_in("slow.answer", honest_);
  const Grade slow = grade({classroom_.path("slow.answer")}, {.seconds = 0}).front();
  EXPECT_EQ(slow.verdict, Verdict::not_graded);
  EXPECT_NE(slow.reasons.at(0).find("--seconds"), std::string::npos);
}

TEST_F(Grading, FilesOfTheUsersOwnAreReadForATeacherAlone) {
  AnswerSheet sheet = honest_;
  sheet.assignment.experiment.data = {"csv", {{"path", "/etc/passwd"}}};
  sheet.experiment.data = sheet.assignment.experiment.data;
  sheet.identity = identity_of(sheet.assignment);
  classroom_.hand_in("spy.answer", sheet);
  const Grade spy = grade({classroom_.path("spy.answer")}, {}).front();
  EXPECT_EQ(spy.verdict, Verdict::not_graded);
  EXPECT_NE(spy.reasons.at(0).find("--assignment"), std::string::npos) << spy.reasons.at(0);
}

TEST_F(Grading, ATableHoldsNoFormulas) {
  AnswerSheet sheet = honest_;
  sheet.who = "=HYPERLINK(\"http://example.org\",\"Kim\")";
  sheet.answers[4] = Value(std::string("-1+1, \"so\""));
  classroom_.hand_in("+1.answer", sheet);
  const std::string csv = to_csv({classroom_.graded("+1.answer")});
  EXPECT_NE(csv.find(",\"'=HYPERLINK(\"\"http://example.org\"\",\"\"Kim\"\")\","), std::string::npos) << csv;
  EXPECT_NE(csv.find("\"'-1+1, \"\"so\"\"\""), std::string::npos) << csv;
  EXPECT_EQ(std::ranges::count(csv, '\n'), 2);
}

}  // namespace
}  // namespace saddle
