#pragma once

#include <string>
#include <vector>

#include "lessons/lesson.h"
#include "saddle/error.h"

namespace saddle::cli {

// Goes through a lesson in a window without a screen, and returns what is wrong: widgets that it names and that are not
// there when their step is entered; with `solve`, goals that their step's solution does not reach.
std::vector<Issue> check_in_window(const app::Lesson& lesson, const std::string& data_directory, bool solve);

}  // namespace saddle::cli
