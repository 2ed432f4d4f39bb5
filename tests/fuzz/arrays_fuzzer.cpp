// Arrays as a data set. NumPy's check sums would keep a fuzzer out, so the input is not the zip but what lies in it: x
// up to the share of the file that the second byte tells, y behind it; the bits of the first byte say how to read them.
#include <cstdint>
#include <string>

#include <zlib.h>

#include "load.h"

namespace {

void put(std::string& out, uint64_t value, int count) {
  for (; count > 0; --count, value >>= 8) out += static_cast<char>(value);
}

// A stored zip of two members.
std::string zip(std::string_view x, std::string_view y) {
  std::string out, list;
  for (const auto& [name, bytes] : {std::pair<std::string, std::string_view>{"x.npy", x}, {"y.npy", y}}) {
    std::string common;
    put(common, 20, 2), put(common, 0, 8);
    put(common, crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())), 4);
    put(common, bytes.size(), 4), put(common, bytes.size(), 4), put(common, name.size(), 2), put(common, 0, 2);
    const uint64_t offset = out.size();
    put(out, 0x04034b50, 4);
    out += common + name;
    out += bytes;
    put(list, 0x02014b50, 4), put(list, 20, 2);
    list += common;
    put(list, 0, 10), put(list, offset, 4);
    list += name;
  }
  const uint64_t start = out.size();
  out += list;
  put(out, 0x06054b50, 4), put(out, 0, 4), put(out, 2, 2), put(out, 2, 2);
  put(out, list.size(), 4), put(out, start, 4), put(out, 0, 2);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  saddle::Choice arrays{"npz", {{"test_share", 0.3}}};
  if (data[0] & 1) arrays.properties["task"] = "regression";
  if (data[0] & 2) arrays.properties["layout"] = "channels_last";
  if (data[0] & 4) arrays.properties["normalize"] = "standardize";
  const std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const size_t middle = rest.size() * data[1] / 255;
  fuzz_load(zip(rest.substr(0, middle), rest.substr(middle)), arrays);
  return 0;
}
