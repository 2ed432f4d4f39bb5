// Whatever is in an experiment file, there is an answer; and what check() accepts can be written and read again.
#include <cstdlib>
#include <string>

#include "saddle/experiment_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const saddle::Experiment experiment = saddle::parse_experiment({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!saddle::check(experiment).empty()) return 0;
    if (!(saddle::parse_experiment(saddle::to_json(experiment)) == experiment)) std::abort();
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
