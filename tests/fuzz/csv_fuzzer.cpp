// The bits of the first byte say how the others are to be read.
#include <cstdint>

#include "load.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  saddle::Choice table{"csv", {{"test_share", 0.3}}};
  if (data[0] & 1) table.properties["task"] = "regression";
  if (data[0] & 2) table.properties["header"] = data[0] & 4 ? "yes" : "no";
  if ((data[0] & 6) == 4) table.properties["missing"] = "drop";
  if (data[0] & 8) table.properties["target"] = "1";
  if (data[0] & 16) table.properties["leave_out"] = "2, a";
  if (data[0] & 32) table.properties["delimiter"] = data[0] & 64 ? "tab" : "semicolon";
  if ((data[0] & 96) == 64) table.properties["missing"] = "mean";
  if (data[0] & 128) table.properties["normalize"] = "standardize";
  fuzz_load({reinterpret_cast<const char*>(data) + 1, size - 1}, table);
  return 0;
}
