#pragma once

#include <CLI/CLI.hpp>

namespace saddle::cli {

// A finite number from `least` to `most`, both included. NaN and infinity are refused like any other text.
CLI::Validator number_from(double least, double most);
// A whole number from `least` to `most`.
CLI::Validator whole_from(int64_t least, int64_t most);

}  // namespace saddle::cli
