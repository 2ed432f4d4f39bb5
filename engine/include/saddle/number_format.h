#pragma once

#include <string>

#include "saddle/precision.h"

namespace saddle {

// One number as a format has it.
struct StoredNumber {
  double value = 0;       // what is stored; infinite where it is too large
  std::string bits = {};  // the sign first: 16 digits of a half
  int exponent_bits = 0;  // after the sign; 0 of int8, which has none
  double spacing = 0;     // to the next larger number of the format
  double largest = 0;     // that the format can hold
  double smallest = 0;    // above 0
};
// IEEE 754 binary32 and binary16, bfloat16 without subnormals, and int8 with one scale for all numbers up to
// `int8_range` in magnitude: round(x / scale) scale, with scale = int8_range / 127 (Jacob et al., 2018, symmetric).
StoredNumber stored_number(double value, Precision precision, double int8_range);

}  // namespace saddle
