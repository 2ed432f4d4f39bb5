#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

#include "saddle/error.h"

namespace saddle {

// A choice is its label; `init` is a label or a number.
using Value = std::variant<bool, int, double, std::string>;
// Only what differs from the default.
using Properties = std::map<std::string, Value, std::less<>>;

// A type out of a catalog, and how it is set: a layer, an optimizer, a data set.
struct Choice {
  std::string type;
  Properties properties = {};
  bool operator==(const Choice&) const = default;
};

// One row of a descriptor table. It feeds the parser, the editor, --help, the tooltips and the fuzzer.
struct Property {
  std::string_view name, help;  // "learning_rate": the member, the JSON key and the widget share it
  Value fallback;
  double min = 0, max = 0;                 // of numbers, both inclusive
  bool logarithmic = false, live = false;  // dragged on a log scale; may change between two steps, without a rebuild
  bool advanced = false;                   // for few: an editor folds it away
  std::string_view or_number = {};         // one of `choices`, or a number in [min, max]: what that is called (`init`)
  std::string_view zero = {};              // what 0 means if it is not a quantity: "all"
  std::vector<std::string_view> choices = {};  // of strings; empty: any text
};
using Table = std::vector<Property>;

// The limits of a field, written where the field is bound: {.min = 0, .max = 1}.
struct Limits {
  double min = 0, max = 0;
  bool logarithmic = false, live = false, advanced = false;
  std::string_view or_number = {}, zero = {};
  std::vector<std::string_view> choices = {};
};

// Binds a member of an options struct to its row.
template <class Owner, class Member>
struct Field {
  std::string_view name;
  Member Owner::*member;
  Limits limits;
  std::string_view help;
};
template <class Owner, class Member>
Field<Owner, Member> field(std::string_view name, Member Owner::*member, Limits limits, std::string_view help) {
  return {name, member, std::move(limits), help};
}

// The number in a value, or none where it is true, false or text.
std::optional<double> number_in(const Value& value);
// The number in a value that holds one.
double number_of(const Value& value);

// "0.01", "true", "he": as a file would write it, without quotes.
std::string to_text(const Value& value);

// The row of that name, or null.
const Property* find(std::span<const Property> table, std::string_view name);

// Holds a bag against its table: unknown keys, wrong types and values outside the limits, each with its place
// ("network[3]" + ".units"). Empty: all is well.
std::vector<Issue> check(const Properties& properties, std::span<const Property> table, const std::string& where);

// One value against its row; the value as the row's own type (an int where a double is wanted becomes one) or an issue.
std::variant<Value, Issue> checked(const Value& value, const Property& row, const std::string& where);

// The value in the bag, otherwise the fallback.
Value value_of(const Properties& properties, const Property& row);

// Sets a value, or removes it where it is the default.
void set(Properties& properties, const Property& row, Value value);

// The table of an options struct with a static fields().
template <class Options>
Table table_of() {
  Table table;
  const Options fallback{};
  const auto add = [&](const auto& f) {
    const auto& member = fallback.*(f.member);
    using Member = std::remove_cvref_t<decltype(member)>;
    static_assert(std::is_constructible_v<Value, Member>,
                  "a property is a bool, an int, a double, a string or a Value");
    table.push_back({f.name, f.help, Value(member), f.limits.min, f.limits.max, f.limits.logarithmic, f.limits.live,
                     f.limits.advanced, f.limits.or_number, f.limits.zero, f.limits.choices});
  };
  std::apply([&](const auto&... f) { (add(f), ...); }, Options::fields());
  return table;
}

// The struct that a checked bag stands for. Throws Error for a bag that check() would complain about.
template <class Options>
Options read(const Properties& properties, const std::string& where = {}) {
  static const Table table = table_of<Options>();
  if (const auto issues = check(properties, table, where); !issues.empty()) throw Error(issues.front());
  Options options;
  const auto assign = [&](const auto& f) {
    const auto found = properties.find(f.name);
    if (found == properties.end()) return;
    auto& member = options.*(f.member);
    const Value value = std::get<Value>(checked(found->second, *find(table, f.name), where));
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, Value>) {
      member = value;
    } else {
      member = std::get<std::remove_cvref_t<decltype(member)>>(value);
    }
  };
  std::apply([&](const auto&... f) { (assign(f), ...); }, Options::fields());
  return options;
}

}  // namespace saddle
