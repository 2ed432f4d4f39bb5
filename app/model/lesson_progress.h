#pragma once

#include <map>
#include <string>
#include <vector>

namespace saddle::app {

// How far one is with a lesson; kept from one start to the next.
struct LessonProgress {
  int step = 0;                  // where one stopped
  bool done = false;             // it was gone through to its end
  std::vector<int> missed = {};  // questions, as steps, that were answered wrong and not answered right since
  bool operator==(const LessonProgress&) const = default;
};
using LessonsProgress = std::map<std::string, LessonProgress>;  // by the lessons' names

}  // namespace saddle::app
