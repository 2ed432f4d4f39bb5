#include <cstdint>
#include <string>

#include "io/npz.h"
#include "saddle/error.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    saddle::parse_npz({reinterpret_cast<const char*>(data), size}, "fuzz");
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
