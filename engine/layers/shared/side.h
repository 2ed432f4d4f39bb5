#pragma once

#include <cmath>

#include "saddle/properties.h"

namespace saddle::layers {

// For the row of a width: "same" (as the height), or a number of its own.
inline Limits side_limits(double min, double max) {
  return {.min = min, .max = max, .advanced = true, .or_number = "number", .choices = {"same"}};
}

// The width that such a row stands for. Throws Error for a part of a pixel.
inline int side(const Value& width, int height, const char* key) {
  if (std::holds_alternative<std::string>(width)) return height;
  const double number = number_of(width);
  if (std::trunc(number) != number) throw Error(key, "expected a whole number of pixels, got {}", to_text(width));
  return static_cast<int>(number);
}

}  // namespace saddle::layers
