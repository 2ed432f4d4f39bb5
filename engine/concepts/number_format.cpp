#include "saddle/number_format.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/rounding.h"

namespace saddle {
namespace {

std::string binary_digits(uint32_t value, int digits) {
  std::string text;
  for (int bit = digits - 1; bit >= 0; --bit) text += (value >> bit & 1) != 0 ? '1' : '0';
  return text;
}

// The bits of a number that the half can hold.
uint32_t half_bits(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  const uint32_t sign = bits >> 16 & 0x8000;
  if (std::isinf(value)) return sign | 0x7c00;
  if (std::abs(value) < 0x1p-14f) return sign | static_cast<uint32_t>(std::lrint(std::abs(value) * 0x1p24f));
  return sign | (((bits >> 23 & 0xff) - 112) << 10) | (bits >> 13 & 0x3ff);
}

// A float format with so many bits of the fraction, whose normal numbers begin at 2^lowest; subnormal ones, if there
// are any, are as far apart as the first of these.
double spacing_of(double value, int fraction, int lowest) {
  const int exponent = value == 0 ? lowest : std::max(lowest, static_cast<int>(std::floor(std::log2(std::abs(value)))));
  return std::ldexp(1.0, exponent - fraction);
}

}  // namespace

StoredNumber stored_number(double value, Precision precision, double int8_range) {
  const auto single = static_cast<float>(value);
  const float stored = precision == Precision::int8 ? 0 : rounded(single, precision);
  const auto bits = std::bit_cast<uint32_t>(stored);
  StoredNumber number{.value = static_cast<double>(stored)};
  switch (precision) {
    case Precision::float32:
      number = {number.value, binary_digits(bits, 32), 8, spacing_of(number.value, 23, -126), 0x1.fffffep127, 0x1p-149};
      break;
    case Precision::half:
      number = {number.value, binary_digits(half_bits(stored), 16), 5, spacing_of(number.value, 10, -14), 65504,
                0x1p-24};
      break;
    case Precision::bfloat16:
      number = {number.value, binary_digits(bits >> 16, 16), 8, spacing_of(number.value, 7, -126), 0x1.fep127,
                0x1p-126};
      break;
    case Precision::int8: {
      const double scale = int8_range / int8_steps;
      const double steps = static_cast<double>(quantized(single, static_cast<float>(scale)));
      number = {
          steps * scale, binary_digits(static_cast<uint32_t>(static_cast<int>(steps)) & 0xff, 8), 0, scale, int8_range,
          scale};
      break;
    }
  }
  if (std::isinf(number.value)) number.spacing = INFINITY;
  return number;
}

}  // namespace saddle
