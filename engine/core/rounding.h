#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "saddle/precision.h"

namespace saddle {

// int8 counts from -127 to 127 steps, so that both signs reach as far.
constexpr double int8_steps = 127;
// The steps of that size, the nearest whole number, ties to even.
inline float quantized(float value, float step) {
  constexpr auto most = static_cast<float>(int8_steps);
  return step == 0 ? 0 : std::clamp(std::nearbyint(value / step), -most, most);
}

// `value` as it would be in a narrower format: to the nearest, ties to even; infinity where it is too large, and 0
// where it is too small (IEEE 754 binary16, with its subnormals; bfloat16, without). Not of int8, see quantized().
inline float rounded(float value, Precision precision) {
  constexpr float half_overflow = 65520.0f, half_smallest_normal = 0x1p-14f, half_quantum = 0x1p24f;
  const auto bits = std::bit_cast<uint32_t>(value);
  // Adding just under half a unit of the last place that stays, and one more where that place is odd.
  const auto cut = [bits](int dropped) {
    const uint32_t odd = bits >> dropped & 1, round = bits + ((uint32_t{1} << (dropped - 1)) - 1) + odd;
    return std::bit_cast<float>(round >> dropped << dropped);
  };
  if (precision == Precision::float32 || !std::isfinite(value)) return value;
  if (precision == Precision::bfloat16) return std::abs(value) < 0x1p-126f ? std::copysign(0.0f, value) : cut(16);
  if (std::abs(value) >= half_overflow) return std::copysign(INFINITY, value);
  if (std::abs(value) < half_smallest_normal) return std::nearbyint(value * half_quantum) / half_quantum;
  return cut(13);
}

}  // namespace saddle
