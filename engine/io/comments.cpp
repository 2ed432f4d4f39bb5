#include "io/comments.h"

#include <algorithm>

namespace saddle {
namespace {

constexpr std::string_view marks = "#%", blanks = " \t", ends = "\r\n";

size_t skip(std::string_view text, size_t at, std::string_view characters) {
  return std::min(text.size(), text.find_first_not_of(characters, at));
}

bool is_one_of(std::string_view text, size_t at, std::string_view characters) {
  return at < text.size() && characters.find(text[at]) != characters.npos;
}

// Behind the line's end: LF, CR LF or CR.
size_t next_line(std::string_view text, size_t at) {
  at = std::min(text.size(), text.find_first_of(ends, at));
  if (at == text.size()) return at;
  return at + (text[at] == '\r' && is_one_of(text, at + 1, "\n") ? 2 : 1);
}

}  // namespace

Comments comments_above(std::string_view text, size_t from, int64_t line) {
  Comments found{.lines = 0, .end = from, .next_line = line, .last = from, .last_line = line};
  for (size_t at = from; at < text.size(); at = next_line(text, at), ++line) {
    const size_t begin = skip(text, at, blanks);
    if (begin == text.size() || is_one_of(text, begin, ends)) continue;
    const bool comment = is_one_of(text, begin, marks) && !is_one_of(text, begin + 1, ",;|\t");
    if (!comment) return found;
    ++found.lines;
    found.last = skip(text, skip(text, begin, marks), blanks);
    found.last_line = line;
    found.end = next_line(text, at);
    found.next_line = line + 1;
  }
  return {.lines = 0, .end = from, .next_line = 1, .last = from, .last_line = 1};
}

bool is_comment_within(std::string_view text, size_t from) {
  const size_t begin = skip(text, from, blanks);
  if (!is_one_of(text, begin, marks)) return false;
  const size_t behind = skip(text, begin, marks);
  return behind == text.size() || is_one_of(text, behind, " \r\n");
}

}  // namespace saddle
