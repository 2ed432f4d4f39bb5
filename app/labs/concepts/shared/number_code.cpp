#include "labs/concepts/shared/number_code.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace saddle::app {
namespace {

constexpr size_t most_in_comment = 8;

}  // namespace

NumberCode& NumberCode::line(std::string_view text) {
  text_.append(text).append("\n");
  return *this;
}

NumberCode& NumberCode::print(std::string_view expression, std::vector<double> values, double tolerance) {
  std::string shown;
  for (size_t i = 0; i < std::min(values.size(), most_in_comment); ++i)
    shown += fmt::format("{}{:.4g}", i > 0 ? " " : "", values[i] == 0 ? 0 : values[i]);
  if (values.size() > most_in_comment) shown += " ...";
  text_ += fmt::format("print({})", expression);
  answers_.push_back({text_.size(), 0});
  text_ += "  # " + shown;
  answers_.back().end = text_.size();
  text_ += "\n";
  printed_.push_back({std::move(values), tolerance});
  return *this;
}

std::string NumberCode::without_answers() const {
  std::string text;
  size_t from = 0;
  for (const Span& answer : answers_) {
    text += text_.substr(from, answer.begin - from) + "  # ?";
    from = answer.end;
  }
  return text + text_.substr(from);
}

std::string python_number(double value) {
  if (std::isnan(value)) return "np.nan";
  if (std::isinf(value)) return value > 0 ? "np.inf" : "-np.inf";
  std::string text = fmt::format("{}", value == 0 ? 0.0 : value);
  if (text.find_first_of(".e") == text.npos) text += ".0";
  return text;
}

std::string python_list(std::span<const double> values) {
  std::string text = "[";
  for (size_t i = 0; i < values.size(); ++i) text += (i > 0 ? ", " : "") + python_number(values[i]);
  return text + "]";
}

std::string python_rows(std::span<const double> values, int columns, int indent) {
  std::string text = "[";
  for (size_t at = 0; at < values.size(); at += static_cast<size_t>(columns)) {
    if (at > 0) text += ",\n" + std::string(static_cast<size_t>(indent), ' ');
    text += python_list(values.subspan(at, static_cast<size_t>(columns)));
  }
  return text + "]";
}

}  // namespace saddle::app
