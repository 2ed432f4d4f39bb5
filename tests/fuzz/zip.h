#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zlib.h>

inline void put(std::string& out, uint64_t value, int count) {
  for (; count > 0; --count, value >>= 8) out += static_cast<char>(value);
}

// A zip of members that are stored as they are, with their check sums, which would keep a fuzzer out.
inline std::string zip(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string out, list;
  for (const auto& [name, bytes] : members) {
    std::string common;
    put(common, 20, 2), put(common, 0, 8);
    put(common, crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())), 4);
    put(common, bytes.size(), 4), put(common, bytes.size(), 4), put(common, name.size(), 2), put(common, 0, 2);
    const uint64_t offset = out.size();
    put(out, 0x04034b50, 4);
    out += common + name + bytes;
    put(list, 0x02014b50, 4), put(list, 20, 2);
    list += common;
    put(list, 0, 10), put(list, offset, 4);
    list += name;
  }
  const uint64_t start = out.size();
  out += list;
  put(out, 0x06054b50, 4), put(out, 0, 4), put(out, members.size(), 2), put(out, members.size(), 2);
  put(out, list.size(), 4), put(out, start, 4), put(out, 0, 2);
  return out;
}
