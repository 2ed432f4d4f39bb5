// Whatever is in the file of a study, there is an answer; and what check() accepts can be written and read again.
#include <cstdlib>
#include <string>

#include "saddle/study.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const saddle::Study study = saddle::parse_study({reinterpret_cast<const char*>(data), size}, "fuzz");
    constexpr int64_t few = 64;  // each of them is planned
    if (saddle::runs(study) > few) return 0;
    saddle::check(study);
    if (!(saddle::parse_study(saddle::to_json(study)) == study)) std::abort();
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
