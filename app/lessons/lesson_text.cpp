#include "lessons/lesson_text.h"

#include <algorithm>

#include "saddle/error.h"

namespace saddle::app {

std::vector<LessonSpan> spans_of(std::string_view text, const std::string& where) {
  constexpr std::string_view scheme = "mark:";
  std::vector<LessonSpan> spans;
  std::string plain;
  for (size_t at = 0; at < text.size();) {
    const size_t middle = text[at] == '[' ? text.find("](", at) : text.npos;
    const bool link = middle != text.npos && text.substr(at + 1, middle - at - 1).find('[') == text.npos;
    const size_t end = link ? text.find(')', middle) : text.npos;
    if (end == text.npos) {
      plain += text[at++];
      continue;
    }
    const std::string_view words = text.substr(at + 1, middle - at - 1),
                           target = text.substr(middle + 2, end - middle - 2);
    if (!target.starts_with(scheme) || target.size() == scheme.size() || words.empty())
      throw Error(where, "the link to \"{}\" names no widget; write [words](mark:NAME)", target);
    if (!plain.empty()) spans.push_back({std::exchange(plain, {})});
    spans.push_back({std::string(words), std::string(target.substr(scheme.size()))});
    at = end + 1;
  }
  if (!plain.empty()) spans.push_back({std::move(plain)});
  return spans;
}

std::vector<std::string> marks_in(std::string_view text) {
  std::vector<std::string> marks;
  for (LessonSpan& span : spans_of(text)) {
    if (!span.mark.empty() && std::ranges::find(marks, span.mark) == marks.end()) marks.push_back(std::move(span.mark));
  }
  return marks;
}

std::string plain_words(std::string_view text) {
  std::string words;
  for (const LessonSpan& span : spans_of(text)) words += span.words;
  return words;
}

int word_count(std::string_view text) {
  int count = 0;
  bool inside = false;
  for (const char c : plain_words(text)) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    count += !blank && !inside;
    inside = !blank;
  }
  return count;
}

}  // namespace saddle::app
