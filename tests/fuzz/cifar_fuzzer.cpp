#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/cifar.h"
#include "saddle/error.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  saddle::Samples samples;
  try {
    saddle::append_cifar10({reinterpret_cast<const char*>(data), size}, "fuzz", samples);
  } catch (const saddle::Error&) {
    return 0;
  }
  if (samples.count * 3072 != static_cast<int64_t>(samples.bytes.size())) std::abort();
  return 0;
}
