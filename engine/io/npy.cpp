#include "io/npy.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "io/utf8.h"
#include "saddle/error.h"

namespace saddle {
namespace {

constexpr std::string_view magic("\x93NUMPY", 6);

uint64_t little_endian(std::string_view bytes, size_t at, size_t count) {
  uint64_t value = 0;
  for (size_t i = count; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Returns what follows 'key': in the Python dictionary of the header.
std::string_view value_of(std::string_view header, std::string_view key, const std::string& where) {
  const size_t at = header.find("'" + std::string(key) + "'");
  const size_t colon = at == std::string_view::npos ? at : header.find(':', at);
  if (colon == std::string_view::npos)
    throw Error(where, "its NumPy header has no '{}'; save it again with NumPy", key);
  std::string_view rest = header.substr(colon + 1);
  return rest.substr(std::min(rest.size(), rest.find_first_not_of(' ')));
}

std::vector<int64_t> parse_shape(std::string_view text, const std::string& where) {
  std::vector<int64_t> shape;
  const size_t close = text.find(')');
  if (text.empty() || text[0] != '(' || close == std::string_view::npos)
    throw Error(where, "its NumPy header has a shape that cannot be read");
  int64_t number = -1;
  if (text.substr(0, close).find('-') != std::string_view::npos)
    throw Error(where, "its NumPy header has a negative extent; save it again with NumPy");
  for (const char c : text.substr(1, close)) {
    if (c >= '0' && c <= '9') {
      number = std::max<int64_t>(number, 0) * 10 + (c - '0');
      if (number > int64_t{1} << 40) throw Error(where, "its NumPy header announces more values than a file can hold");
    } else if (number >= 0) {
      shape.push_back(number);
      number = -1;
    }
  }
  return shape;
}

float half_to_float(uint64_t half) {
  const int exponent = static_cast<int>(half >> 10 & 31), fraction = static_cast<int>(half & 1023);
  float value = exponent == 0    ? std::ldexp(static_cast<float>(fraction), -24)
                : exponent == 31 ? (fraction ? std::nanf("") : INFINITY)
                                 : std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  return half >> 15 ? -value : value;
}

int64_t signed_number(uint64_t raw, size_t size) {
  const int spare = 64 - 8 * static_cast<int>(size);
  return static_cast<int64_t>(raw << spare) >> spare;
}

float number(uint64_t raw, char kind, size_t size) {
  if (kind == 'f')
    return size == 2   ? half_to_float(raw)
           : size == 4 ? std::bit_cast<float>(static_cast<uint32_t>(raw))
                       : static_cast<float>(std::bit_cast<double>(raw));
  return kind == 'i' ? static_cast<float>(signed_number(raw, size)) : static_cast<float>(raw);
}

void append_utf8(std::string& text, uint32_t point) {
  if (point < 0x80) {
    text += static_cast<char>(point);
  } else if (point < 0x800) {
    text += {static_cast<char>(0xc0 | point >> 6), static_cast<char>(0x80 | (point & 63))};
  } else if (point < 0x10000) {
    text += {static_cast<char>(0xe0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 63)),
             static_cast<char>(0x80 | (point & 63))};
  } else {
    text += {static_cast<char>(0xf0 | (point >> 18 & 7)), static_cast<char>(0x80 | (point >> 12 & 63)),
             static_cast<char>(0x80 | (point >> 6 & 63)), static_cast<char>(0x80 | (point & 63))};
  }
}

std::vector<uint32_t> code_points(const std::string& utf8) {
  std::vector<uint32_t> points;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) != 0x80) {
      points.push_back(byte < 0x80 ? byte : byte < 0xe0 ? byte & 31u : byte < 0xf0 ? byte & 15u : byte & 7u);
    } else if (!points.empty()) {
      points.back() = points.back() << 6 | (byte & 63u);
    }
  }
  return points;
}

std::string with_header(const std::string& descr, const std::vector<int64_t>& shape) {
  std::string extents;
  for (const int64_t extent : shape)
    extents += std::to_string(extent) + (shape.size() == 1 || &extent != &shape.back() ? ", " : "");
  std::string header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + extents + "), }";
  header.append(63 - (10 + header.size()) % 64, ' ');
  header += '\n';
  std::string bytes(magic);
  bytes += {'\x01', '\x00', static_cast<char>(header.size() & 255), static_cast<char>(header.size() >> 8)};
  return bytes + header;
}

// One text of `data`, which is padded with zeros at its end.
std::string text_in(std::string_view data, const NpyHeader& header) {
  std::string text;
  if (header.kind[0] == 'S') {
    data = data.substr(0, data.find('\0'));
    if (is_utf8(data)) return std::string(data);
    for (const char c : data) append_utf8(text, static_cast<unsigned char>(c));
    return text;
  }
  for (size_t at = 0; at + 4 <= data.size(); at += 4) {
    uint32_t point = static_cast<uint32_t>(little_endian(data, at, 4));
    if (header.big_endian) point = __builtin_bswap32(point);
    if (point == 0 || point > 0x10ffff) break;
    const bool half = point >= 0xd800 && point < 0xe000;  // of a surrogate pair, which is no letter
    append_utf8(text, half ? 0xfffd : point);
  }
  return text;
}

}  // namespace

NpyHeader parse_npy_header(std::string_view bytes, const std::string& where) {
  if (bytes.size() < 12 || bytes.substr(0, 6) != magic) throw Error(where, "is not a NumPy array");
  const int version = bytes[6];
  const size_t wide = version >= 2 ? 4 : 2;
  const uint64_t length = little_endian(bytes, 8, wide);
  if (version < 1 || version > 3 || length > bytes.size() - 8 - wide)
    throw Error(where, "has a NumPy header that cannot be read");
  const std::string_view text = bytes.substr(8 + wide, length);
  NpyHeader header;
  header.data = 8 + wide + length;
  const std::string_view descr = value_of(text, "descr", where);
  const size_t close = descr.find('\'', 1);
  if (descr.size() < 3 || descr[0] != '\'' || close == std::string_view::npos || close < 3) {
    throw Error(where, "holds records, not plain numbers; save each field as an array of its own");
  }
  header.big_endian = descr[1] == '>';
  header.kind = std::string(descr.substr(2, close - 2));
  header.fortran = value_of(text, "fortran_order", where).starts_with("True");
  header.shape = parse_shape(value_of(text, "shape", where), where);
  return header;
}

NpyArray parse_npy(std::string_view bytes, const std::string& where) {
  const NpyHeader header = parse_npy_header(bytes, where);
  const std::string_view data = bytes.substr(header.data);
  const char kind = header.kind[0];
  NpyArray array{.shape = header.shape, .values = {}, .kind = header.kind, .text = {}};
  if (kind == 'U' || kind == 'S') {
    if (!header.shape.empty()) throw Error(where, "holds an array of strings; only a single string can be read");
    array.is_text = true;
    array.text = text_in(data, header);
    return array;
  }
  const size_t size = header.kind.size() == 2 ? static_cast<size_t>(header.kind[1] - '0') : 0;
  const bool known = kind == 'f' ? size == 2 || size == 4 || size == 8
                                 : std::strchr("iub", kind) && (size == 1 || size == 2 || size == 4 || size == 8);
  if (!known) throw Error(where, "holds values of type {}; save them as float32", header.kind);
  // More than there are bytes is damaged, however much more; so no product can overflow.
  uint64_t count = 1;
  for (const int64_t extent : header.shape) {
    const auto factor = static_cast<uint64_t>(extent);
    count = factor != 0 && count > data.size() / factor ? data.size() + 1 : count * factor;
  }
  if (count > data.size() || count * size != data.size()) {
    throw Error(where, "has {} bytes of values, which does not match its shape; get it again", data.size());
  }
  array.values.resize(count);
  for (uint64_t i = 0; i < count; ++i) {
    uint64_t raw = little_endian(data, i * size, size);
    if (header.big_endian) raw = __builtin_bswap64(raw) >> (64 - 8 * size);
    array.values[i] = number(raw, kind, size);
    if (header.shape.empty() && kind != 'f')
      array.whole = kind == 'i' ? signed_number(raw, size) : static_cast<int64_t>(raw);
  }
  if (!header.fortran || header.shape.size() < 2) return array;
  std::vector<float> turned(count);
  std::vector<int64_t> index(header.shape.size(), 0);
  for (uint64_t i = 0; i < count; ++i) {  // i counts in C order; `from` is the place in Fortran order
    uint64_t from = 0;
    for (size_t axis = index.size(); axis-- > 0;)
      from = from * static_cast<uint64_t>(header.shape[axis]) + static_cast<uint64_t>(index[axis]);
    turned[i] = array.values[from];
    for (size_t axis = index.size(); axis-- > 0 && ++index[axis] == header.shape[axis];) index[axis] = 0;
  }
  array.values = std::move(turned);
  return array;
}

std::vector<std::string> parse_npy_texts(std::string_view bytes, const std::string& where) {
  const NpyHeader header = parse_npy_header(bytes, where);
  const std::string_view data = bytes.substr(header.data);
  const char kind = header.kind[0];
  uint64_t size = 0, count = 1;
  const char* digits = header.kind.data() + 1;
  const auto [end, failure] = std::from_chars(digits, header.kind.data() + header.kind.size(), size);
  if ((kind != 'U' && kind != 'S') || failure != std::errc() || size == 0 || size > data.size())
    throw Error(where, "holds values of type {}, which are not text; save them as an array of str", header.kind);
  if (kind == 'U') size *= 4;
  for (const int64_t extent : header.shape)
    count = std::min(count, uint64_t{1} << 40) * static_cast<uint64_t>(std::min<int64_t>(extent, 1 << 22));
  if (count > data.size() || count * size != data.size())
    throw Error(where, "has {} bytes of values, which does not match its shape; get it again", data.size());
  std::vector<std::string> texts;
  texts.reserve(count);
  for (uint64_t i = 0; i < count; ++i) texts.push_back(text_in(data.substr(i * size, size), header));
  return texts;
}

std::string write_npy(const std::vector<int64_t>& shape, std::span<const float> values) {
  std::string bytes = with_header("<f4", shape);
  for (const float value : values) {
    const auto raw = std::bit_cast<uint32_t>(value);
    bytes += {static_cast<char>(raw), static_cast<char>(raw >> 8), static_cast<char>(raw >> 16),
              static_cast<char>(raw >> 24)};
  }
  return bytes;
}

std::string write_npy_whole(int64_t value) {
  std::string bytes = with_header("<i8", {});
  for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(static_cast<uint64_t>(value) >> shift);
  return bytes;
}

std::string write_npy_text(const std::string& utf8) {
  const auto points = code_points(utf8);
  std::string bytes = with_header("<U" + std::to_string(std::max<size_t>(points.size(), 1)), {});
  for (const uint32_t p : points)
    bytes += {static_cast<char>(p), static_cast<char>(p >> 8), static_cast<char>(p >> 16), static_cast<char>(p >> 24)};
  if (points.empty()) bytes.append(4, '\0');
  return bytes;
}

}  // namespace saddle
