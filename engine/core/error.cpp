#include "saddle/error.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace saddle {
namespace {

// Arguments come from files and command lines: no line break, escape sequence or megabyte of theirs reaches a terminal
// or a label.
constexpr size_t longest_argument = 1000;

std::string printable(const std::string& argument) {
  std::string text;
  for (const char c : argument) {
    const auto byte = static_cast<unsigned char>(c);
    if (text.size() >= longest_argument && (byte & 0xc0) != 0x80) return text + "…";
    if (byte >= 0x20 && byte != 0x7f) {
      text += c;
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\t') {
      text += "\\t";
    } else {
      text += fmt::format("\\x{:02x}", byte);
    }
  }
  return text;
}

// Counts come before a word in the plural. After a 1 it is singular: how many letters of "outputs", "classes" go.
size_t letters_of_plural(std::string_view rest) {
  constexpr std::array<std::string_view, 22> words = {
      "outputs", "numbers", "layers", "units",  "steps",    "samples",   "characters", "pixels",
      "rows",    "columns", "points", "inputs", "features", "bytes",     "files",      "values",
      "lines",   "letters", "places", "runs",   "pictures", "parameters"};
  if (!rest.starts_with(' ')) return 0;
  rest.remove_prefix(1);
  if (rest.starts_with("classes")) return 2;
  return std::ranges::any_of(words, [&](std::string_view word) { return rest.starts_with(word); }) ? 1 : 0;
}

}  // namespace

std::string Issue::fill(const std::string& pattern, const std::vector<std::string>& arguments) {
  std::string text;
  size_t from = 0;
  for (const std::string& argument : arguments) {
    const size_t hole = pattern.find("{}", from);
    if (hole == std::string::npos) break;
    text += pattern.substr(from, hole - from) + printable(argument);
    from = hole + 2;
    if (argument != "1") continue;
    const std::string_view rest = std::string_view(pattern).substr(from);
    if (const size_t letters = letters_of_plural(rest); letters > 0) {
      const size_t end = std::min(rest.find_first_of(" ,.;:)", 1), rest.size());
      text += rest.substr(0, end - letters);
      from += end;
      for (const auto& [plural, singular] : {std::pair{" are ", " is "}, {" lack ", " lacks "}}) {
        if (!std::string_view(pattern).substr(from).starts_with(plural)) continue;
        text += singular;
        from += std::string_view(plural).size();
      }
    }
  }
  return text + pattern.substr(from);
}

}  // namespace saddle
