#include "saddle/typed_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace saddle {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string without(std::string_view text, char mark) {
  std::string left(text);
  std::erase(left, mark);
  return left;
}

// Keyboards of East Asia write signs as wide as a letter of theirs: "０．０５". U+FF01 to U+FF5E are ASCII from ! on.
std::string narrow(std::string_view text) {
  std::string ascii;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; };
    const int code = byte(i) == 0xef && (byte(i + 1) == 0xbc || byte(i + 1) == 0xbd)
                         ? (byte(i + 1) - 0xbc) * 64 + byte(i + 2) - 0x80
                         : 0;
    const bool wide = code >= 1 && code <= 0x5e && byte(i + 2) >= 0x80;
    ascii += wide ? static_cast<char>(code + 0x20) : text[i];
    if (wide) i += 2;
  }
  return ascii;
}

// Without blanks around it, and with the signs of ASCII.
std::string plain(std::string_view typed) {
  const std::string narrowed = narrow(typed);
  std::string_view text = narrowed;
  constexpr std::string_view minus = "−", no_break = "\u00a0";
  while (true) {
    if (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
      text.remove_prefix(1);
    } else if (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
      text.remove_suffix(1);
    } else if (text.starts_with(no_break)) {
      text.remove_prefix(no_break.size());
    } else if (text.ends_with(no_break)) {
      text.remove_suffix(no_break.size());
    } else {
      break;
    }
  }
  if (text.starts_with('+') && text.size() > 1 && (is_digit(text[1]) || text[1] == '.' || text[1] == ','))
    text.remove_prefix(1);
  std::string ascii;
  for (size_t at = text.find(minus); at != text.npos; at = text.find(minus)) {
    ascii.append(text.substr(0, at)).append(1, '-');
    text.remove_prefix(at + minus.size());
  }
  ascii.append(text);
  return ascii;
}

// "1,000", which some read as a thousand and some as one: up to three digits that no zero leads, a comma, three more.
bool may_be_thousands(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t comma = text.find(',');
  return comma >= 1 && comma <= 3 && text.front() != '0' && text.size() == comma + 4 &&
         std::ranges::all_of(without(text, ','), is_digit);
}

bool marks_stand_in_digits(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '.' && text[at] != ',') continue;
    if (at == 0 || at + 1 == text.size() || !is_digit(text[at - 1]) || !is_digit(text[at + 1])) return false;
  }
  return true;
}

// "1,000,000", "1.000,5" or, as in India, "1,00,000": before the decimal mark a group that no zero leads, groups of two
// or three digits, and three at the end. A version such as "0.1.2" is none.
bool digits_stand_in_thousands(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const size_t first = text.find_first_of(".,"), last = text.find_last_of(".,");
  const char group = text[first];
  if (text.front() == '0' || first > 3) return false;
  std::string_view rest = text.substr(first, text[last] == group ? text.npos : last - first);
  size_t digits = 0;
  while (!rest.empty()) {
    digits = std::min(rest.find_first_not_of("0123456789", 1), rest.size()) - 1;
    if (rest.front() != group || digits < 2 || digits > 3) return false;
    rest.remove_prefix(1 + digits);
  }
  return digits == 3;
}

// Digits in groups, with marks of which only the last can be decimal.
std::string without_groups(std::string_view text) {
  const size_t point = text.rfind('.'), comma = text.rfind(',');
  if (point == text.npos || comma == text.npos) return without(without(text, '.'), ',');
  const char group = point > comma ? ',' : '.';
  std::string number = without(text, group);
  std::ranges::replace(number, ',', '.');
  return number;
}

// Returns the text as a number, or none where it is not one.
std::optional<double> parsed(std::string_view text) {
  double number = 0;
  const char* end = text.data() + text.size();
  const bool letters = text.find_first_not_of("+-.0123456789eE") != text.npos;  // "inf" and "nan" too
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (letters || stop != end || failure == std::errc::invalid_argument) return std::nullopt;
  if (failure == std::errc()) return number;
  const bool tiny = text.find("e-") != text.npos || text.find("E-") != text.npos;
  const double beyond = tiny ? 0 : std::numeric_limits<double>::infinity();
  return text.starts_with('-') ? -beyond : beyond;
}

}  // namespace

std::variant<double, Issue> typed_number(std::string_view typed, const std::string& where) {
  std::string text = plain(typed);
  const auto points = std::ranges::count(text, '.'), commas = std::ranges::count(text, ',');
  if (points + commas > 1 && marks_stand_in_digits(text) && digits_stand_in_thousands(text)) {
    const std::string meant = without_groups(text);
    if (parsed(meant)) return make_issue(where, "cannot tell how \"{}\" is meant; write {}", std::string(typed), meant);
  } else if (may_be_thousands(text)) {
    std::string decimal = text;
    std::ranges::replace(decimal, ',', '.');
    return make_issue(where, "\"{}\" can be read in two ways; write {} or {}", std::string(typed), without(text, ','),
                      decimal);
  }
  std::ranges::replace(text, ',', '.');
  if (const auto number = parsed(text)) return *number;
  return make_issue(where, "expected a number, got \"{}\"", std::string(typed));
}

bool takes_number(const Property& row) {
  const bool number = std::holds_alternative<int>(row.fallback) || std::holds_alternative<double>(row.fallback);
  return row.choices.empty() ? number : !row.or_number.empty();
}

std::variant<Value, Issue> typed_value(std::string_view text, const Property& row, const std::string& where) {
  const auto read = typed_number(text, where);
  if (const auto* issue = std::get_if<Issue>(&read)) return *issue;
  const double number = std::get<double>(read);
  const bool whole = row.choices.empty() && std::holds_alternative<int>(row.fallback),
             inside = number >= row.min && number <= row.max;
  if (whole && inside && std::trunc(number) == number) return Value(static_cast<int>(number));
  if (whole)
    return make_issue(where, "expected a whole number from {} to {}, got {}", static_cast<int64_t>(row.min),
                      static_cast<int64_t>(row.max), std::string(text));
  if (inside) return Value(number);
  return make_issue(where, "expected a number from {} to {}, got {}", to_text(row.min), to_text(row.max),
                    std::string(text));
}

}  // namespace saddle
