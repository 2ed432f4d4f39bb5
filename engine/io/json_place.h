#pragma once

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace saddle {

// Follows nlohmann's parser through a text, as its callback, and throws Error, naming the place ("network[3].units"),
// for what the parser would let pass: a key that stands twice in one object, of which it keeps the last, and levels
// without end.
class JsonPlace {
 public:
  using Json = nlohmann::ordered_json;
  void enter(Json::parse_event_t event, const Json& parsed);

 private:
  struct Level {
    bool list = false;
    int index = 0;  // of a list
    std::string key = {};
    std::set<std::string> keys = {};
  };
  void enter_key(const std::string& key);
  std::string text() const;

  std::vector<Level> levels_;
};

}  // namespace saddle
