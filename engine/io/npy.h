#pragma once

#include <string>
#include <string_view>

#include "io/npz.h"

namespace saddle {

struct NpyHeader {
  std::string kind;  // type and size in bytes of one value: "f4", "i8"; of text, "U" and its length: "U12"
  bool big_endian = false, fortran = false;
  std::vector<int64_t> shape;  // empty for a scalar
  size_t data = 0;             // offset in bytes of the first value
};
// Reads the header alone; `bytes` may end right after it. Throws Error at `where` if it is malformed.
NpyHeader parse_npy_header(std::string_view bytes, const std::string& where);

// Reads one .npy file, format 1.0 to 3.0: floats of 2, 4 and 8 bytes, integers, booleans and scalar strings, in either
// byte order and either layout. Throws Error at `where` for anything else.
NpyArray parse_npy(std::string_view bytes, const std::string& where);

// The same of an array of texts, of any shape, in C order; a text of bytes that are no UTF-8 is taken for Latin-1.
std::vector<std::string> parse_npy_texts(std::string_view bytes, const std::string& where);

// Return the bytes of a .npy file, format 1.0, little-endian: float32 in C order, an int64 scalar, a Unicode scalar.
std::string write_npy(const std::vector<int64_t>& shape, std::span<const float> values);
std::string write_npy_whole(int64_t value);
std::string write_npy_text(const std::string& utf8);

}  // namespace saddle
