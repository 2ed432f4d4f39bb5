#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/homework.h"

namespace saddle {

// What became of one question.
struct QuestionGrade {
  double points = 0, of = 0;
  bool open = false;  // a person has to read it: `points` is 0, and `of` is what it may give
  std::string reason = {};
};

// What became of one file.
struct Grade {
  enum class Verdict {
    graded,
    forged,     // the run does not come to what is claimed: no points
    refused,    // it left what is locked: no points
    not_graded  // the file is none, or the run cannot be made again: see reasons
  };
  std::string file, who = {};
  Verdict verdict = Verdict::not_graded;
  double points = 0, of = 0, open = 0;  // open: of `of`, what a person has to give
  RunFigures claimed = {}, replayed = {};
  std::vector<QuestionGrade> questions = {};
  std::vector<std::string> reasons = {};  // sentences
};
std::string_view name_of(Grade::Verdict verdict);

struct GradeOptions {
  // The teacher's file. Without it each answer is graded by the copy that it carries, which its student could have
  // changed, and which holds no key.
  std::optional<Assignment> assignment = {};
  std::filesystem::path data_directory = {};  // as in --data
  double seconds = 600;                       // that a run may take
  // Asked between two steps, with the number of the file and the share of its run that is done; where it says no,
  // grade() throws GradingStopped.
  std::function<bool(size_t, double)> go_on = [](size_t, double) { return true; };
};
struct GradingStopped {};

// Makes each run again from its seed and holds it against what is claimed. A file that cannot be graded is a row like
// the others.
//
// With the kernels and the compiler that an answer names, the figures are the same bit for bit, or they are not of this
// run; where this processor has the level, it is taken. Otherwise sums were rounded differently, and the difference
// grows with the steps: it may be three times what the levels of this processor differ by on the same run, and three
// standard deviations of a count of so many test samples, or a tenth of a loss. A goal then counts where either of the
// two keeps it.
std::vector<Grade> grade(const std::vector<std::filesystem::path>& files, const GradeOptions& options);

// A table, a row a file, for a spreadsheet: RFC 4180, UTF-8. Text that a spreadsheet would take for a formula begins
// with an apostrophe.
std::string to_csv(const std::vector<Grade>& grades);

}  // namespace saddle
