#include "shell/marks_file.h"

#include <nlohmann/json.hpp>

#include "saddle/text_file.h"

namespace saddle::app {

void write_marks(const std::string& file, const ui::Marks& marks) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [name, mark] : marks) {
    json[name] = {
        {"rect", {mark.left, mark.top, mark.right, mark.bottom}}, {"text", mark.text}, {"enabled", mark.enabled}};
  }
  write_text_file(file, json.dump());
}

}  // namespace saddle::app
