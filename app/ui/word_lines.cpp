#include "ui/word_lines.h"

#include <algorithm>

#include <imgui.h>

namespace saddle::ui {

std::string in_word_lines(std::string_view words, float room) {
  std::string lines, line;
  bool begun = false;  // a line may begin with an empty word, where there is a space too many
  while (!words.empty()) {
    size_t end = std::min(words.find_first_of(" \n"), words.size());
    if (words.substr(end).starts_with(" %")) end = std::min(words.find_first_of(" \n", end + 1), words.size());
    const bool ended = end < words.size() && words[end] == '\n';
    const std::string word(words.substr(0, end)), longer = begun ? line + " " + word : word;
    words.remove_prefix(std::min(end + 1, words.size()));
    const bool fits = !begun || ImGui::CalcTextSize(longer.c_str()).x <= room;
    if (!fits) lines += line + "\n";
    line = fits ? longer : word;
    begun = true;
    if (!ended) continue;
    lines += line + "\n";
    line.clear();
    begun = false;
  }
  return lines + line;
}

bool holds_broken_number(std::string_view words) {
  const auto digit = [&](size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
  for (size_t at = words.find_first_of(".,"); at != words.npos; at = words.find_first_of(".,", at + 1)) {
    if (at > 0 && digit(at - 1) && digit(at + 1)) return true;
  }
  return false;
}

}  // namespace saddle::ui
