// The whole window: see tests/hostile.
#include <cstdint>
#include <cstdlib>

#include "../hostile/monkey.h"
#include "folder.h"

// Fontconfig forgets a few hundred bytes while it reads its own configuration, once.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const int assets = setenv("SADDLE_ASSETS", SADDLE_ASSETS, 0);
  static saddle::app::Monkey monkey(fuzz_folder());
  if (assets != 0) std::abort();
  monkey.play({data, size});
  return 0;
}
