#include "model/json_value.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "io/json_place.h"
#include "saddle/error.h"

namespace saddle {

nlohmann::ordered_json parse_json(const std::string& text, const std::string& where) {
  JsonPlace::check(text);
  try {
    return nlohmann::ordered_json::parse(text);
  } catch (const nlohmann::ordered_json::exception& error) {
    const std::string what = error.what();
    throw Error(where, "is not JSON: {}", what.substr(std::min(what.size(), what.find("] ") + 2)));
  }
}

std::string kind_of_json(const nlohmann::ordered_json& json) {
  if (json.is_string()) return "\"" + json.get<std::string>() + "\"";
  return json.is_object() ? "an object" : json.is_array() ? "a list" : json.dump();
}

nlohmann::ordered_json json_of_value(const Value& value) {
  return std::visit([](const auto& plain) { return nlohmann::ordered_json(plain); }, value);
}

Value value_of_json(const nlohmann::ordered_json& json, const std::string& where) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_number()) {
    const auto number = json.get<double>();
    if (json.is_number_integer() && std::abs(number) <= std::numeric_limits<int>::max())
      return static_cast<int>(number);
    return number;
  }
  throw Error(where, "expected a number, a text, true or false, got {}", kind_of_json(json));
}

}  // namespace saddle
