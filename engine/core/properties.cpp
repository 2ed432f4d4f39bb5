#include "saddle/properties.h"

#include <cassert>
#include <cmath>
#include <limits>

#include "saddle/typed_number.h"

namespace saddle {
namespace {

std::string quoted(const Value& value) {
  return std::holds_alternative<std::string>(value) ? "\"" + std::get<std::string>(value) + "\"" : to_text(value);
}

std::string listed(const std::vector<std::string_view>& choices) {
  std::string text;
  for (const auto choice : choices) text += (text.empty() ? "" : ", ") + std::string(choice);
  return text;
}

// As an int. Files know one kind of number: 1e3 is as whole as 1000.
std::optional<int> whole_in(const Value& value) {
  if (const int* whole = std::get_if<int>(&value)) return *whole;
  const double* real = std::get_if<double>(&value);
  if (real && std::trunc(*real) == *real && std::abs(*real) <= std::numeric_limits<int>::max())
    return static_cast<int>(*real);
  return std::nullopt;
}

std::variant<Value, Issue> checked_number(double number, const Value& value, const Property& row,
                                          const std::string& where) {
  if (std::isfinite(number) && number >= row.min && number <= row.max) return value;
  return make_issue(where, "expected a number from {} to {}, got {}", to_text(row.min), to_text(row.max),
                    to_text(value));
}

// Text where a number is wanted, as a file may have it: "0,05".
Issue not_a_number(const Value& value, const Property& row, const std::string& where) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    const auto typed = typed_value(*text, row, where);
    if (const Value* number = std::get_if<Value>(&typed))
      return make_issue(where, "expected a number, got \"{}\"; write {} without quotation marks", *text,
                        to_text(*number));
  }
  return make_issue(where, "expected a number, got {}", quoted(value));
}

std::variant<Value, Issue> checked_whole(const Value& value, const Property& row, const std::string& where) {
  const std::optional<int> whole = whole_in(value);
  if (whole && *whole >= row.min && *whole <= row.max) return Value(*whole);
  if (std::holds_alternative<std::string>(value)) return not_a_number(value, row, where);
  if (row.min == 1 && (!whole || *whole < 1)) {
    return make_issue(where, "expected a positive whole number, got {}", quoted(value));
  }
  return make_issue(where, "expected a whole number from {} to {}, got {}", static_cast<int64_t>(row.min),
                    static_cast<int64_t>(row.max), quoted(value));
}

// Files of earlier versions spell two choices the British way.
std::optional<std::string> as_spelled_now(const std::string& label, const Property& row) {
  const auto is_choice = [&](std::string_view text) {
    return std::find(row.choices.begin(), row.choices.end(), text) != row.choices.end();
  };
  if (is_choice(label)) return label;
  for (const auto& [former, now] : {std::pair{"colour", "color"}, {"grey", "gray"}}) {
    if (label == former && is_choice(now)) return now;
  }
  return std::nullopt;
}

std::variant<Value, Issue> checked_choice(const Value& value, const Property& row, const std::string& where) {
  if (const auto* label = std::get_if<std::string>(&value)) {
    if (const auto label_now = as_spelled_now(*label, row)) return Value(*label_now);
  } else if (!row.or_number.empty()) {
    if (const auto number = number_in(value)) return checked_number(*number, Value(*number), row, where);
  }
  if (const auto* text = std::get_if<std::string>(&value); text && !row.or_number.empty()) {
    if (std::holds_alternative<Value>(typed_value(*text, row, where))) return not_a_number(value, row, where);
  }
  if (!row.or_number.empty()) {
    return make_issue(where, "expected a number or one of {}, got {}", listed(row.choices), quoted(value));
  }
  return make_issue(where, "expected one of {}, got {}", listed(row.choices), quoted(value));
}

}  // namespace

std::optional<double> number_in(const Value& value) {
  if (const int* whole = std::get_if<int>(&value)) return *whole;
  if (const double* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

double number_of(const Value& value) {
  const std::optional<double> number = number_in(value);
  assert(number);
  return *number;
}

std::string to_text(const Value& value) {
  struct Writer {
    std::string operator()(bool yes) const { return yes ? "true" : "false"; }
    std::string operator()(int whole) const { return fmt::to_string(whole); }
    std::string operator()(double real) const { return fmt::format("{:g}", real); }
    std::string operator()(const std::string& text) const { return text; }
  };
  return std::visit(Writer{}, value);
}

const Property* find(std::span<const Property> table, std::string_view name) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const Property& p) { return p.name == name; });
  return row == table.end() ? nullptr : &*row;
}

std::variant<Value, Issue> checked(const Value& value, const Property& row, const std::string& parent) {
  const std::string where = parent.empty() ? std::string(row.name) : parent + "." + std::string(row.name);
  if (!row.choices.empty()) return checked_choice(value, row, where);
  if (std::holds_alternative<bool>(row.fallback)) {
    if (std::holds_alternative<bool>(value)) return value;
    return make_issue(where, "expected true or false, got {}", quoted(value));
  }
  if (std::holds_alternative<int>(row.fallback)) return checked_whole(value, row, where);
  if (std::holds_alternative<double>(row.fallback)) {
    if (const auto number = number_in(value)) return checked_number(*number, Value(*number), row, where);
    return not_a_number(value, row, where);
  }
  if (std::holds_alternative<std::string>(value)) return value;
  if (const int* whole = std::get_if<int>(&value)) return Value(to_text(*whole));  // a column's number is its name
  return make_issue(where, "expected text, got {}", quoted(value));
}

std::vector<Issue> check(const Properties& properties, std::span<const Property> table, const std::string& where) {
  std::vector<Issue> issues;
  for (const auto& [name, value] : properties) {
    const Property* row = find(table, name);
    if (!row) {
      std::string known;
      for (const Property& p : table) known += (known.empty() ? "" : ", ") + std::string(p.name);
      const std::string place = where.empty() ? name : where + "." + name;
      issues.push_back(known.empty() ? make_issue(place, "unknown key; nothing can be set here")
                                     : make_issue(place, "unknown key; known here: {}", known));
      continue;
    }
    auto result = checked(value, *row, where);
    if (auto* issue = std::get_if<Issue>(&result)) issues.push_back(std::move(*issue));
  }
  return issues;
}

Value value_of(const Properties& properties, const Property& row) {
  const auto found = properties.find(row.name);
  if (found == properties.end()) return row.fallback;
  if (const auto* label = std::get_if<std::string>(&found->second); label && !row.choices.empty()) {
    if (const auto label_now = as_spelled_now(*label, row)) return *label_now;
  }
  return found->second;
}

void set(Properties& properties, const Property& row, Value value) {
  if (value == row.fallback) {
    if (const auto found = properties.find(row.name); found != properties.end()) properties.erase(found);
  } else {
    properties.insert_or_assign(std::string(row.name), std::move(value));
  }
}

}  // namespace saddle
