#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saddle::app {

// A part of a lesson's text. `mark`: of the widget that the words name; empty: they name none.
struct LessonSpan {
  std::string words, mark = {};
  bool operator==(const LessonSpan&) const = default;
};

// "press [Train](mark:train) now" in parts. A bracket that opens no such link is a bracket. Throws Error at `where` for
// a link to something else, or without a name.
std::vector<LessonSpan> spans_of(std::string_view text, const std::string& where = {});
// The marks that it names, each once, in order.
std::vector<std::string> marks_in(std::string_view text);
// How many words it has, parted by blanks; of a link its words alone.
int word_count(std::string_view text);
// The text without links, as one reads it.
std::string plain_words(std::string_view text);

}  // namespace saddle::app
