#include "io/json_place.h"

#include "saddle/error.h"

namespace saddle {
namespace {

constexpr size_t deepest = 32;
constexpr size_t most_keys = 1000;     // in one object; looking them up takes time that grows with their square
constexpr size_t most_values = 65536;  // in one list

}  // namespace

void JsonPlace::check(const std::string& text) {
  JsonPlace place;
  nlohmann::ordered_json::sax_parse(text, &place);
}

bool JsonPlace::start(bool list) {
  if (levels_.size() == deepest) throw Error(text(), "is nested deeper than {} levels; no setting is", deepest);
  levels_.push_back({.list = list});
  return true;
}

bool JsonPlace::end() {
  levels_.pop_back();
  return value();
}

bool JsonPlace::value() {
  if (levels_.empty() || !levels_.back().list) return true;
  if (levels_.back().index == most_values)
    throw Error(text(), "stands in a list of more than {} values; no setting has so many", most_values);
  ++levels_.back().index;
  return true;
}

bool JsonPlace::key(string_t& name) {
  Level& level = levels_.back();
  level.key = name;
  if (level.keys.size() == most_keys)
    throw Error(text(), "stands in a group of more than {} keys; no setting has so many", most_keys);
  if (!level.keys.insert(name).second) throw Error(text(), "occurs twice here; remove one of them");
  return true;
}

std::string JsonPlace::text() const {
  std::string place;
  for (const Level& level : levels_) {
    if (level.list) {
      place += "[" + std::to_string(level.index) + "]";
    } else if (!level.key.empty()) {
      place += (place.empty() ? "" : ".") + level.key;
    }
  }
  return place;
}

}  // namespace saddle
