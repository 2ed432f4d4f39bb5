#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "saddle/properties.h"

namespace saddle {

// Parses a JSON text. Throws Error at `where` if it is none, and as JsonPlace::check().
nlohmann::ordered_json parse_json(const std::string& text, const std::string& where);

// Returns what a JSON value is, for a sentence: "a list", "text".
std::string kind_of_json(const nlohmann::ordered_json& json);

// A property's value as JSON, and back: a number, a text, true or false. Throws Error for anything else.
nlohmann::ordered_json json_of_value(const Value& value);
Value value_of_json(const nlohmann::ordered_json& json, const std::string& where);

}  // namespace saddle
