#include "saddle/error.h"

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

}  // namespace

std::string Issue::fill(const std::string& pattern, const std::vector<std::string>& arguments) {
  std::string text;
  size_t from = 0;
  for (const std::string& argument : arguments) {
    const size_t hole = pattern.find("{}", from);
    if (hole == std::string::npos) break;
    text += pattern.substr(from, hole - from) + printable(argument);
    from = hole + 2;
  }
  return text + pattern.substr(from);
}

}  // namespace saddle
