#pragma once

#include <vector>

#include "saddle/grade.h"

namespace saddle::cli {

// A line an answer, and below it what was found.
void print_grades(const std::vector<Grade>& grades);
// {"answers": [{"file": …, "who": …, "verdict": …, "points": …, "of": …, …}], "not_graded": how many}
void print_grades_json(const std::vector<Grade>& grades);

}  // namespace saddle::cli
