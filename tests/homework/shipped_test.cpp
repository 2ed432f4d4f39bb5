// The homework that ships: one for each chapter, in both languages, true, and neither solved at the start nor too hard.
#include <functional>
#include <map>

#include <gtest/gtest.h>

#include "classroom.h"
#include "saddle/book.h"

namespace saddle {
namespace {

std::filesystem::path file_of(int chapter, const std::string& language = "") {
  return std::filesystem::path(SADDLE_ASSETS) / "homework" /
         ("chapter-" + std::to_string(chapter) + language + ".json");
}

Node layer(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .properties = std::move(properties)};
}

// A student who has understood the chapter: what is changed, how long it is trained, and what is answered; a sentence
// is never wrong.
struct Solution {
  std::function<void(Experiment&)> change;
  int64_t steps = 0;
  std::vector<double> answers = {};  // to choices and numbers, in their order, worked out by hand
};

const std::map<int, Solution>& solutions() {
  static const std::map<int, Solution> all{
      {2,
       {[](Experiment& e) {
          e.network.insert(e.network.begin(), {layer("dense", {{"units", 6}, {"init", "xavier"}}), layer("tanh")});
        },
        1000,
        {4, 0.5 + 0.5 - 0.7}}},
      {3,
       {[](Experiment& e) {
          e.network.insert(e.network.begin(), {layer("dense", {{"units", 50}}), layer("sigmoid"),
                                               layer("dense", {{"units", 100}}), layer("sigmoid")});
        },
        1,
        {784 * 50, std::exp(4.0) / (std::exp(0.3) + std::exp(2.9) + std::exp(4.0)), 3}}},
      {4, {[](Experiment& e) { assign(e, "optimizer.learning_rate", 0.5); }, 400, {0.02 * 10 + 0.1, 2 * 39'760, 2}}},
      {5,
       {[](Experiment& e) {
          e.network[1] = layer("relu");
          assign(e, "network[0].init", std::string("he"));
          assign(e, "network[2].init", std::string("xavier"));
        },
        300,
        {2 * 1.1, 150 * 1.1, 3}}},
      {6,
       {[](Experiment& e) {
          for (const int i : {0, 2, 4, 6, 8}) assign(e, "network[" + std::to_string(i) + "].init", std::string("he"));
          assign(e, "optimizer.learning_rate", 0.1);
        },
        300,
        {1 / std::sqrt(100.0), std::sqrt(2 / 50.0), 1}}},
      {7,
       {[](Experiment& e) {
          e.network = {layer("conv2d", {{"filters", 8}, {"kernel", 5}, {"stride", 2}}), layer("relu"),
                       layer("max_pool2d"), layer("dense", {{"units", 10}})};
        },
        400,
        {28 - 5 + 1, 3 * 5 * 5, 1}}},
      {8,
       {[](Experiment& e) {
          const Node small = layer("conv2d", {{"filters", 8}, {"kernel", 3}, {"padding", 1}});
          e.network[2] = small;
          e.network.insert(e.network.begin() + 3, {layer("relu"), small});
        },
        400,
        {1 + 3 * 2, 2 * 3 * 3, 1}}},
      {9,
       {[](Experiment& e) {
          assign(e, "network[0].units", 24);
          assign(e, "optimizer.learning_rate", 0.02);
        },
        3000,
        {2 * 128 + 128 + 128 * 10 + 10, 1, 2}}}};
  return all;
}

AnswerSheet sheet_of(const Assignment& assignment, const Experiment& experiment, int64_t steps,
                     const std::vector<double>& right) {
  AnswerSheet sheet{.who = "Kim Minji",
                    .assignment = without_key(assignment),
                    .identity = identity_of(assignment),
                    .experiment = experiment,
                    .claimed = trained(experiment, steps),
                    .level = this_level(),
                    .compiler = this_compiler(),
                    .answers = {}};
  size_t next = 0;
  for (const Question& question : assignment.questions) {
    if (question.kind == Question::Kind::choice) sheet.answers.emplace_back(static_cast<int>(right.at(next++)));
    if (question.kind == Question::Kind::number) sheet.answers.emplace_back(right.at(next++));
    if (question.kind == Question::Kind::sentence) sheet.answers.emplace_back(std::string("Because."));
    if (question.kind == Question::Kind::goals) sheet.answers.emplace_back(std::nullopt);
  }
  EXPECT_EQ(next, right.size());
  return sheet;
}

class ShippedHomework : public testing::TestWithParam<int> {
 protected:
  Grade graded(const AnswerSheet& sheet) const {
    folder_.write("a.answer", to_json(sheet));
    return grade({folder_ / "a.answer"}, {.assignment = assignment_}).front();
  }
  const Assignment assignment_ = load_assignment(file_of(GetParam()));
  const Solution& solution_ = solutions().at(GetParam());
  Folder folder_;
};

TEST_P(ShippedHomework, IsOfItsChapterAndTheSameInBothLanguages) {
  EXPECT_EQ(assignment_.experiment.chapter, chapter_title(GetParam()));
  Assignment korean = load_assignment(file_of(GetParam(), ".ko"));
  const auto is_korean = [](const std::string& text) {
    return text.find("\xEC") != text.npos || text.find("\xEB") != text.npos;
  };
  EXPECT_TRUE(is_korean(korean.title) && is_korean(korean.about));
  for (const Question& question : korean.questions) EXPECT_TRUE(is_korean(question.ask)) << question.ask;
  ASSERT_EQ(korean.questions.size(), assignment_.questions.size());
  // Apart from its words.
  korean.title = assignment_.title, korean.about = assignment_.about;
  korean.experiment.name = assignment_.experiment.name;
  for (size_t i = 0; i < korean.questions.size(); ++i) {
    korean.questions[i].ask = assignment_.questions[i].ask;
    ASSERT_EQ(korean.questions[i].choices.size(), assignment_.questions[i].choices.size());
    korean.questions[i].choices = assignment_.questions[i].choices;
  }
  EXPECT_EQ(korean, assignment_);
}

TEST_P(ShippedHomework, IsNotSolvedByPressingTrain) {
  const Grade grade = graded(sheet_of(assignment_, assignment_.experiment, assignment_.most_steps, solution_.answers));
  EXPECT_EQ(grade.verdict, Grade::Verdict::graded);
  EXPECT_EQ(grade.questions.front().points, 0) << "test accuracy " << grade.replayed.test_accuracy;
}

TEST_P(ShippedHomework, GivesAllPointsToWhoHasUnderstood) {
  for (const int seed : {1, 2, 3}) {
    Experiment experiment = assignment_.experiment;
    solution_.change(experiment);
    assign(experiment, "training.seed", seed);
    const Grade grade = graded(sheet_of(assignment_, experiment, solution_.steps, solution_.answers));
    EXPECT_EQ(grade.verdict, Grade::Verdict::graded);
    EXPECT_TRUE(grade.reasons.empty()) << grade.reasons.front();
    for (const QuestionGrade& question : grade.questions)
      EXPECT_TRUE(question.open || question.points == question.of) << question.reason;
    EXPECT_DOUBLE_EQ(grade.points + grade.open, grade.of) << "seed " << seed << ", " << grade.replayed.test_accuracy;
  }
}

TEST_P(ShippedHomework, AWrongAnswerToAnyQuestionCosts) {
  for (size_t i = 0; i < solution_.answers.size(); ++i) {
    std::vector<double> wrong = solution_.answers;
    wrong[i] = wrong[i] == 1 ? 2 : 1;
    AnswerSheet sheet = sheet_of(assignment_, assignment_.experiment, 1, wrong);
    const AnswerSheet right = sheet_of(assignment_, assignment_.experiment, 1, solution_.answers);
    EXPECT_LT(graded(sheet).points, graded(right).points) << "answer " << i + 1;
  }
}

INSTANTIATE_TEST_SUITE_P(Chapters, ShippedHomework, testing::Range(first_chapter, last_chapter + 1));

}  // namespace
}  // namespace saddle
