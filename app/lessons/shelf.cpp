#include "lessons/shelf.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <tuple>

#include "saddle/catalog.h"
#include "saddle/homework.h"

namespace saddle::app {

std::vector<int> chapter_numbers(const std::string& chapter) {
  std::vector<int> numbers;
  const char *at = chapter.data(), *end = at + chapter.size();
  while (at < end) {
    int number = 0;
    const auto [stop, failure] = std::from_chars(at, end, number);
    if (failure == std::errc()) numbers.push_back(number);
    at = failure == std::errc() && stop > at ? stop + 1 : at + 1;
  }
  return numbers;
}

LessonShelf lessons_in(const std::filesystem::path& folder) {
  LessonShelf shelf;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() != ".md" || entry.path().filename() == "README.md") continue;
    try {
      shelf.lessons.push_back(load_lesson(entry.path().string()));
    } catch (const Error& error) {
      shelf.broken.push_back(error.issue());
    }
  }
  const auto key = [](const Lesson& lesson) {
    return std::tuple(chapter_numbers(lesson.chapter), lesson.order, lesson.name);
  };
  std::ranges::sort(shelf.lessons, [&](const Lesson& a, const Lesson& b) { return key(a) < key(b); });
  return shelf;
}

std::vector<ShippedHomework> homework_in(const std::filesystem::path& folder) {
  std::vector<ShippedHomework> found;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() != ".json") continue;
    const std::filesystem::path stem = entry.path().stem();
    const std::vector<int> numbers = chapter_numbers(stem.string().substr(stem.string().find('-') + 1));
    if (numbers.empty()) continue;
    try {
      const Assignment assignment = load_assignment(entry.path());
      found.push_back({.file = entry.path().string(),
                       .title = assignment.title,
                       .about = assignment.about,
                       .language = stem.extension() == ".ko" ? "ko" : "en",
                       .chapter = numbers.front()});
    } catch (const Error&) {
      continue;
    }
  }
  std::ranges::sort(found, {}, [](const ShippedHomework& one) { return std::tuple(one.chapter, one.language); });
  return found;
}

Lesson lesson_or_file(const std::string& name, const std::filesystem::path& folder) {
  if (name.ends_with(".md")) return load_lesson(name);
  const std::filesystem::path file = folder / (name + ".md");
  std::error_code failure;
  if (name.find('/') == name.npos && std::filesystem::exists(file, failure)) return load_lesson(file.string());
  const LessonShelf shelf = lessons_in(folder);
  std::vector<Entry> names;
  for (const Lesson& lesson : shelf.lessons)
    names.push_back({.name = lesson.name, .title = lesson.title.english, .help = lesson.about.english});
  catalog::get(names, name, "--lesson");
  throw Error(name, "there is no such lesson");
}

}  // namespace saddle::app
