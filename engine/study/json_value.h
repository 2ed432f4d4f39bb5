#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "saddle/properties.h"

namespace saddle {

// A property's value as JSON, and back: a number, a text, true or false. Throws Error for anything else.
nlohmann::ordered_json json_of_value(const Value& value);
Value value_of_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace saddle
