// Arrays as a data set. NumPy's check sums would keep a fuzzer out, so the input is not the zip but what lies in it: x
// up to the share of the file that the second byte tells, y behind it; the bits of the first byte say how to read them.
#include <cstdint>
#include <string>

#include "load.h"
#include "zip.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  saddle::Choice arrays{"npz", {{"test_share", 0.3}}};
  if (data[0] & 1) arrays.properties["task"] = "regression";
  if (data[0] & 2) arrays.properties["layout"] = "channels_last";
  if (data[0] & 4) arrays.properties["normalize"] = "standardize";
  const std::string_view rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  const size_t middle = rest.size() * data[1] / 255;
  fuzz_load(zip({{"x.npy", std::string(rest.substr(0, middle))}, {"y.npy", std::string(rest.substr(middle))}}), arrays);
  return 0;
}
