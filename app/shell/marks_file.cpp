#include "shell/marks_file.h"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "saddle/text_file.h"

namespace saddle::app {
namespace {

// The number that a text is, if it is nothing else.
std::optional<double> number_shown(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

void write_marks(const std::string& file, const ui::Marks& marks) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [name, mark] : marks) {
    json[name] = {
        {"rect", {mark.left, mark.top, mark.right, mark.bottom}}, {"text", mark.text}, {"enabled", mark.enabled}};
    // With all its digits where the widget left a mark of them, "NAME.value"; JSON has neither NaN nor infinity.
    const auto digits = marks.find(name + ".value");
    if (const auto value = number_shown(digits == marks.end() ? mark.text : digits->second.text))
      json[name]["value"] = std::isfinite(*value) ? nlohmann::json(*value) : nullptr;
  }
  write_text_file(file, json.dump());
}

}  // namespace saddle::app
