#include "cli/grade/report.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/shared/json_numbers.h"

namespace saddle::cli {
namespace {

using GradeJson = nlohmann::ordered_json;

GradeJson json_of_figures(const RunFigures& figures) {
  return {{"steps", figures.steps},
          {"parameters", figures.parameters},
          {"train_loss", json_number(figures.train_loss)},
          {"test_loss", json_number(figures.test_loss)},
          {"test_accuracy", json_number(figures.test_accuracy)}};
}

GradeJson json_of_grade(const Grade& grade) {
  GradeJson questions = GradeJson::array();
  for (const QuestionGrade& question : grade.questions)
    questions.push_back(
        {{"points", question.points}, {"of", question.of}, {"open", question.open}, {"reason", question.reason}});
  return {{"file", grade.file},
          {"who", grade.who},
          {"verdict", name_of(grade.verdict)},
          {"points", grade.points},
          {"of", grade.of},
          {"open", grade.open},
          {"claimed", json_of_figures(grade.claimed)},
          {"replayed", json_of_figures(grade.replayed)},
          {"questions", questions},
          {"reasons", grade.reasons}};
}

// A sentence may have several lines; each stays below its file.
void print_indented(const std::string& words) {
  std::string text = words;
  for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) text.insert(at + 1, "       ");
  fmt::print("     {}\n", text);
}

}  // namespace

void print_grades(const std::vector<Grade>& grades) {
  for (const Grade& grade : grades) {
    const std::string who = grade.who.empty() ? grade.file : fmt::format("{} ({})", grade.who, grade.file);
    std::string points =
        grade.verdict == Grade::Verdict::not_graded ? "–" : fmt::format("{} / {}", grade.points, grade.of);
    if (grade.open > 0) points += fmt::format(", {} to be given by hand", grade.open);
    fmt::print("{:<10} {}: {}\n", name_of(grade.verdict), who, points);
    for (const std::string& reason : grade.reasons) print_indented(reason);
    if (grade.verdict != Grade::Verdict::graded) continue;
    for (size_t i = 0; i < grade.questions.size(); ++i) {
      const QuestionGrade& question = grade.questions[i];
      print_indented(fmt::format("{}. {} of {}{}: {}", i + 1, question.points, question.of,
                                 question.open ? " (to be read)" : "", question.reason));
    }
  }
}

void print_grades_json(const std::vector<Grade>& grades) {
  GradeJson rows = GradeJson::array();
  for (const Grade& grade : grades) rows.push_back(json_of_grade(grade));
  const auto lost = std::ranges::count(grades, Grade::Verdict::not_graded, &Grade::verdict);
  fmt::print("{}\n", GradeJson{{"answers", rows}, {"not_graded", lost}}.dump(2));
}

}  // namespace saddle::cli
