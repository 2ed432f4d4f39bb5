#pragma once

#include <string>
#include <string_view>

#include "io/npz.h"

namespace saddle {

// One .npy file (format 1.0 to 3.0): floats of 2, 4 and 8 bytes, integers, booleans, and scalar strings, in either byte
// order and either layout. Throws Error, naming `where`.
NpyArray parse_npy(std::string_view bytes, const std::string& where);

std::string write_npy(const std::vector<int64_t>& shape, std::span<const float> values);
std::string write_npy_whole(int64_t value);
std::string write_npy_text(const std::string& utf8);

}  // namespace saddle
