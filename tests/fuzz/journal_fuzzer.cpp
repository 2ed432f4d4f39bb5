// Whatever is in the journal of a search, there is an answer; and every byte of it is read or torn.
#include <cstdlib>
#include <string>

#include "study/journal.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const auto content = saddle::parse_journal({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (content.whole_bytes + content.torn_bytes != static_cast<int64_t>(size)) std::abort();
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
