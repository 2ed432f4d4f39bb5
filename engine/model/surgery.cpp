#include "saddle/surgery.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace saddle {
namespace {

constexpr double largest_pin = 1e6;

const Table& rows() {
  static const Table table = table_of<Surgery>();
  return table;
}

std::string text_of(const Properties& layer) {
  const auto found = layer.find("pinned");
  const auto* const text = found == layer.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text ? *text : std::string();
}

bool blank(char c) { return c == ' ' || c == ',' || c == '\n' || c == '\t'; }

// "3" or "5=1.5"; false where it is neither.
bool read_pin(std::string_view word, Pinned& pinned) {
  int unit = 0;
  double value = 0;
  const char* const end = word.data() + word.size();
  const auto [after, failure] = std::from_chars(word.data(), end, unit);
  if (failure != std::errc() || unit < 0) return false;
  if (after != end) {
    if (*after != '=') return false;
    const auto [last, not_a_number] = std::from_chars(after + 1, end, value);
    if (not_a_number != std::errc() || last != end || !(std::abs(value) <= largest_pin)) return false;
  }
  return pinned.emplace(unit, value).second;
}

}  // namespace

std::string pinned_text(const Pinned& pinned) {
  std::string text;
  for (const auto& [unit, value] : pinned) {
    if (!text.empty()) text += ' ';
    text += value == 0 ? fmt::to_string(unit) : fmt::format("{}={}", unit, value);
  }
  return text;
}

Pinned pinned_in(std::string_view text, const std::string& where) {
  Pinned pinned;
  while (true) {
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    if (text.empty()) return pinned;
    const auto end = std::ranges::find_if(text, blank);
    const std::string_view word = text.substr(0, static_cast<size_t>(end - text.begin()));
    if (!read_pin(word, pinned))
      throw Error(where, "\"{}\" pins no unit; write \"3\" to silence unit 3 and \"5=1.5\" to pin unit 5, each once",
                  std::string(word));
    text.remove_prefix(word.size());
  }
}

int64_t units_of(const Shape& output) { return output.rank() == 0 ? 0 : output[0]; }

bool is_surgery(const Property& row) { return find(rows(), row.name) != nullptr; }

std::span<const Property> without_surgery(std::span<const Property> table) {
  while (!table.empty() && is_surgery(table.back())) table = table.first(table.size() - 1);
  return table;
}

Properties without_surgery(Properties properties) {
  for (const Property& row : rows()) {
    if (const auto found = properties.find(row.name); found != properties.end()) properties.erase(found);
  }
  return properties;
}

bool is_frozen(const Properties& layer) {
  const auto found = layer.find("frozen");
  const bool* const frozen = found == layer.end() ? nullptr : std::get_if<bool>(&found->second);
  return frozen && *frozen;
}

Pinned pinned_of(const Properties& layer) {
  try {
    return pinned_in(text_of(layer));
  } catch (const Error&) {
    return {};
  }
}

void check_pinned(const Properties& layer, const Shape& output) {
  const Pinned pinned = pinned_in(text_of(layer), "pinned");
  if (pinned.empty() || pinned.rbegin()->first < units_of(output)) return;
  throw Error("pinned", "there is no unit {}; the layer has {}, counted from 0", pinned.rbegin()->first,
              units_of(output));
}

std::vector<std::pair<std::string, Value>> surgery_between(const std::vector<Node>& before,
                                                           const std::vector<Node>& after) {
  std::vector<std::pair<std::string, Value>> changes;
  for (size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
    for (const Property& row : rows()) {
      Value value = value_of(after[i].properties, row);
      if (value != value_of(before[i].properties, row))
        changes.emplace_back(fmt::format("network[{}].{}", i, row.name), std::move(value));
    }
  }
  return changes;
}

bool same_but_for_surgery(const std::vector<Node>& a, const std::vector<Node>& b) {
  const auto unhurt = [](Node node) {
    node.properties = without_surgery(std::move(node.properties));
    return node;
  };
  return std::ranges::equal(a, b, [&](const Node& x, const Node& y) { return x == y || unhurt(x) == unhurt(y); });
}

void set_frozen(Properties& layer, bool frozen) { set(layer, *find(rows(), "frozen"), frozen); }

void set_pinned(Properties& layer, const Pinned& pinned) { set(layer, *find(rows(), "pinned"), pinned_text(pinned)); }

}  // namespace saddle
