#include "study/json_value.h"

#include <cmath>
#include <limits>

#include "saddle/error.h"

namespace saddle {

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
  throw Error(where, "expected a number, a text, true or false, got {}", json.dump());
}

}  // namespace saddle
