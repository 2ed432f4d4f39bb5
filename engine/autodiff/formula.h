#pragma once

#include <map>
#include <string>
#include <string_view>

#include "autodiff/tape.h"

namespace saddle {

using Constants = std::map<std::string, double>;

// Reads a formula in x and y; where constants are given, in these instead. Throws FormulaError; `where` is its place.
Tape parse_formula(std::string_view text, const std::string& where, const Constants& constants = {});

}  // namespace saddle
