#include "saddle/grade.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "homework/likeness.h"
#include "homework/replay.h"
#include "saddle/text_file.h"

namespace saddle {
namespace {

using Verdict = Grade::Verdict;

QuestionGrade goals_grade(const Question& question, const Likeness& run, const RunFigures& claimed) {
  QuestionGrade grade{.of = question.points};
  bool all = true;
  for (const Goal& goal : question.goals) {
    const double here = figure_named(run.replayed, goal.figure), there = figure_named(claimed, goal.figure);
    // Where rounding differs, neither of the two is the true one.
    const bool by_claim = !run.exact && !reached(goal, run.replayed) && reached(goal, claimed);
    const bool kept = reached(goal, run.replayed) || by_claim;
    all = all && kept;
    grade.reason += fmt::format("{}{}: {}{}", grade.reason.empty() ? "" : "; ", to_text(goal),
                                std::isfinite(here) ? fmt::format("{}", here) : "none", kept ? "" : ", not reached");
    if (by_claim) grade.reason += fmt::format(" here, {} there, by other rounding", there);
  }
  grade.points = all ? question.points : 0;
  return grade;
}

QuestionGrade answer_grade(const Question& question, const std::optional<Value>& given) {
  QuestionGrade grade{.of = question.points};
  if (!given) {
    grade.reason = "no answer";
    return grade;
  }
  if (question.kind == Question::Kind::sentence) {
    grade.open = true;
    grade.reason = saddle::to_text(*given);
    return grade;
  }
  const double number = number_in(*given).value_or(RunFigures::none);
  if (!question.right) {
    grade.open = true;
    grade.reason = fmt::format("{}; what is right is not in this file", number);
    return grade;
  }
  const double slack = std::max(question.tolerance, 1e-9 * std::abs(*question.right));
  const bool right =
      question.kind == Question::Kind::choice ? number == *question.right : std::abs(number - *question.right) <= slack;
  grade.points = right ? question.points : 0;
  grade.reason =
      right ? fmt::format("{}: right", number) : fmt::format("{}: wrong; right is {}", number, *question.right);
  return grade;
}

void count(Grade& grade) {
  for (const QuestionGrade& question : grade.questions) {
    grade.points += question.points;
    grade.of += question.of;
    if (question.open) grade.open += question.of;
  }
}

// Nothing of it counts.
void refuse(Grade& grade, const Assignment& assignment, Verdict verdict, std::string reason) {
  grade.verdict = verdict;
  grade.reasons.push_back(std::move(reason));
  grade.questions.clear();
  for (const Question& question : assignment.questions)
    grade.questions.push_back({.of = question.points, .reason = "not counted"});
  count(grade);
}

bool asks_for_a_run(const Assignment& assignment) {
  return std::ranges::any_of(assignment.questions,
                             [](const Question& question) { return question.kind == Question::Kind::goals; });
}

void grade_sheet(Grade& grade, const AnswerSheet& sheet, const Assignment& assignment, Replayer& replayer,
                 const std::function<bool(double)>& go_on) {
  const int64_t steps = sheet.claimed.steps;
  if (const auto issue = locked_difference(assignment, sheet.experiment))
    return refuse(grade, assignment, Verdict::refused, issue->text());
  if (steps > assignment.most_steps)
    return refuse(grade, assignment, Verdict::refused,
                  fmt::format("has {} steps; the assignment allows {}", steps, assignment.most_steps));
  Likeness run;
  if (steps > 0 || asks_for_a_run(assignment)) run = compare_run(sheet, replayer, go_on);
  grade.replayed = run.replayed;
  if (run.difference) return refuse(grade, assignment, Verdict::forged, *run.difference);
  for (size_t i = 0; i < assignment.questions.size(); ++i) {
    const Question& question = assignment.questions[i];
    grade.questions.push_back(question.kind == Question::Kind::goals ? goals_grade(question, run, sheet.claimed)
                                                                     : answer_grade(question, sheet.answers[i]));
  }
  grade.verdict = Verdict::graded;
  count(grade);
}

struct Read {
  Grade grade;
  std::optional<AnswerSheet> sheet = {};
};

Read read_sheet(const std::filesystem::path& file) {
  Read read{.grade = {.file = readable_name(file.string())}};
  try {
    read.sheet = load_answer(file);
    read.grade.who = read.sheet->who;
    read.grade.claimed = read.sheet->claimed;
    const std::string identity = identity_of(read.sheet->assignment);
    if (identity != read.sheet->identity) {
      read.grade.reasons.push_back("the assignment in it was changed after it was handed out");
      read.sheet.reset();
    }
  } catch (const Error& error) {
    Issue issue = error.issue();
    if (issue.where.starts_with(read.grade.file)) issue.where.erase(0, read.grade.file.size());
    if (issue.where.starts_with(": ")) issue.where.erase(0, 2);
    read.grade.reasons.push_back(issue.text());
  }
  return read;
}

// The assignment that most of the files are of; of equally many, the first.
std::string usual_identity(const std::vector<Read>& all) {
  std::map<std::string, int> counts;
  for (const Read& read : all)
    if (read.sheet) ++counts[read.sheet->identity];
  const Read* usual = nullptr;
  for (const Read& read : all)
    if (read.sheet && (!usual || counts[read.sheet->identity] > counts[usual->sheet->identity])) usual = &read;
  return usual ? usual->sheet->identity : std::string();
}

bool reads_own_files(const Experiment& experiment) { return experiment.data.properties.contains("path"); }

}  // namespace

std::string_view name_of(Grade::Verdict verdict) {
  switch (verdict) {
    case Verdict::graded:
      return "graded";
    case Verdict::forged:
      return "forged";
    case Verdict::refused:
      return "refused";
    case Verdict::not_graded:
      break;
  }
  return "not graded";
}

std::vector<Grade> grade(const std::vector<std::filesystem::path>& files, const GradeOptions& options) {
  std::vector<Read> all;
  for (const auto& file : files) all.push_back(read_sheet(file));
  const std::string identity = options.assignment ? identity_of(*options.assignment) : usual_identity(all);
  Replayer replayer(options);
  std::vector<Grade> grades;
  for (size_t i = 0; i < all.size(); ++i) {
    auto& [grade, sheet] = all[i];
    const auto go_on = [&](double share) { return options.go_on(i, share); };
    try {
      if (sheet && sheet->identity != identity)
        throw Error("", "answers another assignment, \"{}\" ({} instead of {})", sheet->assignment.title,
                    sheet->identity, identity);
      if (sheet && !options.assignment && reads_own_files(sheet->assignment.experiment))
        throw Error("", "trains on files of its own; name the assignment with --assignment");
      if (sheet)
        grade_sheet(grade, *sheet, options.assignment ? *options.assignment : sheet->assignment, replayer, go_on);
    } catch (const Error& error) {
      grade.reasons.push_back(error.what());
    } catch (const std::bad_alloc&) {
      grade.reasons.push_back("its run needs more memory than there is");
    }
    if (!go_on(1)) throw GradingStopped{};
    grades.push_back(std::move(grade));
  }
  return grades;
}

}  // namespace saddle
