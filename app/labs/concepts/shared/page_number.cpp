#include "labs/concepts/shared/page_number.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace saddle::app {
namespace {

// "1e-05" -> "10⁻⁵"
std::string raised_power(std::string_view exponent) {
  static constexpr std::string_view digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = "10";
  const bool negative = exponent.starts_with('-');
  exponent.remove_prefix(1);
  while (exponent.size() > 1 && exponent.front() == '0') exponent.remove_prefix(1);
  if (negative) text += "⁻";
  for (const char digit : exponent) text += digits[digit - '0'];
  return text;
}

}  // namespace

const PageNumber* number_named(const PageNumbers& numbers, std::string_view name) {
  const auto found = std::ranges::find(numbers, name, &PageNumber::name);
  return found == numbers.end() ? nullptr : &*found;
}

std::string shown_number(double value, int digits) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  std::string text = fmt::format("{:.{}g}", value == 0 ? 0 : value, digits);
  if (const size_t at = text.find('e'); at != text.npos)
    text = text.substr(0, at) + "·" + raised_power(std::string_view(text).substr(at + 1));
  if (text.starts_with('-')) text = "−" + text.substr(1);
  return text;
}

std::string shown_term(double value, int digits) {
  return (value < 0 ? "− " : "+ ") + shown_number(std::abs(value), digits);
}

std::string shown_factor(double value, int digits) {
  return value < 0 ? "(" + shown_number(value, digits) + ")" : shown_number(value, digits);
}

}  // namespace saddle::app
