#pragma once

#include <string>
#include <string_view>

#include "io/npz.h"

namespace saddle {

struct NpyHeader {
  std::string kind;  // "f4", "i8", "U12": what a value is, and its size
  bool big_endian = false, fortran = false;
  std::vector<int64_t> shape;
  size_t data = 0;  // where the values begin
};
// No more than the header need be there.
NpyHeader parse_npy_header(std::string_view bytes, const std::string& where);

// One .npy file (format 1.0 to 3.0): floats of 2, 4 and 8 bytes, integers, booleans, and scalar strings, in either byte
// order and either layout. Throws Error, naming `where`.
NpyArray parse_npy(std::string_view bytes, const std::string& where);

// The same of an array of texts, of any shape, in C order; a text of bytes that are no UTF-8 is taken for Latin-1.
std::vector<std::string> parse_npy_texts(std::string_view bytes, const std::string& where);

std::string write_npy(const std::vector<int64_t>& shape, std::span<const float> values);
std::string write_npy_whole(int64_t value);
std::string write_npy_text(const std::string& utf8);

}  // namespace saddle
