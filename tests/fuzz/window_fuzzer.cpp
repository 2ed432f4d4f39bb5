// The whole window: see tests/hostile.
#include <cstdint>

#include "../hostile/monkey.h"
#include "folder.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static saddle::app::Monkey monkey(fuzz_folder());
  monkey.play({data, size});
  return 0;
}
