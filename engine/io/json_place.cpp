#include "io/json_place.h"

#include "saddle/error.h"

namespace saddle {
namespace {

constexpr size_t deepest = 32;

}  // namespace

void JsonPlace::enter(Json::parse_event_t event, const Json& parsed) {
  using Event = Json::parse_event_t;
  if (event == Event::key) {
    enter_key(parsed.get<std::string>());
    return;
  }
  if (event == Event::object_start || event == Event::array_start) {
    if (levels_.size() == deepest) throw Error(text(), "is nested deeper than {} levels; no setting is", deepest);
    levels_.push_back({.list = event == Event::array_start});
    return;
  }
  if (event != Event::value) levels_.pop_back();
  if (!levels_.empty()) ++levels_.back().index;
}

void JsonPlace::enter_key(const std::string& key) {
  Level& level = levels_.back();
  level.key = key;
  if (!level.keys.insert(key).second) throw Error(text(), "stands here twice; remove one of them");
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
