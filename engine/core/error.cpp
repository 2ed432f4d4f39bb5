#include "saddle/error.h"

namespace saddle {

std::string Issue::fill(const std::string& pattern, const std::vector<std::string>& arguments) {
  std::string text;
  size_t from = 0;
  for (const std::string& argument : arguments) {
    const size_t hole = pattern.find("{}", from);
    if (hole == std::string::npos) break;
    text += pattern.substr(from, hole - from) + argument;
    from = hole + 2;
  }
  return text + pattern.substr(from);
}

}  // namespace saddle
