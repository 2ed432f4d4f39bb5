#pragma once

#include <cmath>

#include <nlohmann/json.hpp>

#include "saddle/properties.h"

namespace saddle::cli {

// JSON has neither NaN nor infinity.
inline nlohmann::ordered_json json_number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

inline nlohmann::ordered_json json_value(const Value& value) {
  return std::visit([](const auto& plain) { return nlohmann::ordered_json(plain); }, value);
}

}  // namespace saddle::cli
