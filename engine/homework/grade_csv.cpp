#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "saddle/grade.h"

namespace saddle {
namespace {

// A cell that a spreadsheet shows as it is. One that begins like a formula would be computed: it is made text.
std::string cell(std::string text) {
  const size_t first = text.find_first_not_of(" ");
  if (first != text.npos && std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos)
    text.insert(0, "'");
  if (text.find_first_of(",;\"\r\n\t'") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string number_cell(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

}  // namespace

std::string to_csv(const std::vector<Grade>& grades) {
  size_t questions = 0;
  for (const Grade& grade : grades) questions = std::max(questions, grade.questions.size());
  std::string text =
      "file,who,verdict,points,of,open,steps,parameters,test_accuracy,test_loss,claimed_test_accuracy,claimed_test_"
      "loss";
  for (size_t i = 1; i <= questions; ++i) text += fmt::format(",question_{0},reason_{0}", i);
  text += ",reasons\r\n";
  for (const Grade& grade : grades) {
    const bool run = grade.replayed.steps > 0;
    text +=
        fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}", cell(grade.file), cell(grade.who), name_of(grade.verdict),
                    grade.points, grade.of, grade.open, run ? fmt::to_string(grade.replayed.steps) : "",
                    run ? fmt::to_string(grade.replayed.parameters) : "", number_cell(grade.replayed.test_accuracy),
                    number_cell(grade.replayed.test_loss), number_cell(grade.claimed.test_accuracy),
                    number_cell(grade.claimed.test_loss));
    for (size_t i = 0; i < questions; ++i) {
      const bool has = i < grade.questions.size();
      text += fmt::format(",{},{}", has ? fmt::to_string(grade.questions[i].points) : "",
                          has ? cell(grade.questions[i].reason) : "");
    }
    std::string reasons;
    for (const std::string& reason : grade.reasons) reasons += (reasons.empty() ? "" : " | ") + reason;
    text += fmt::format(",{}\r\n", cell(reasons));
  }
  return text;
}

}  // namespace saddle
