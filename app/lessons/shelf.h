#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lessons/lesson.h"
#include "saddle/error.h"

namespace saddle::app {

// An assignment of assets/homework, which one can work on.
struct ShippedHomework {
  std::string file, title, about;
  std::string language = "en";
  int chapter = 0;
};
// Those of a folder, by chapter: "chapter-4.json", and in Korean "chapter-4.ko.json". One that cannot be read is left
// out.
std::vector<ShippedHomework> homework_in(const std::filesystem::path& folder);

// The lessons of a folder, by chapter, then order, then name. One that cannot be read is left out, and is in `broken`.
struct LessonShelf {
  std::vector<Lesson> lessons = {};
  std::vector<Issue> broken = {};
  std::vector<ShippedHomework> homework = {};  // which lies in a folder of its own
};
LessonShelf lessons_in(const std::filesystem::path& folder);

// The lesson of that name, or in that file (its name ends with .md). Throws Error that lists the lessons, and the
// nearest name, if there is neither.
Lesson lesson_or_file(const std::string& name, const std::filesystem::path& folder);

// "6.2" as its parts, to sort by.
std::vector<int> chapter_numbers(const std::string& chapter);

}  // namespace saddle::app
