#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "saddle/properties.h"
#include "saddle/shape.h"

namespace saddle {

// Samples with their labels. Images lie channels-last (H, W, C), one byte a value (v / 255) or one float.
struct Samples {
  int64_t count = 0;
  std::vector<uint8_t> bytes = {};  // either these
  std::vector<float> values = {};   // or these
  std::vector<int> labels = {};     // 0 .. classes - 1
};

// Immutable once loaded, and shared between runs.
struct Dataset {
  std::string name;
  Shape sample;                      // (C, H, W) or (features)
  std::vector<std::string> classes;  // their names
  Samples train, validation, test;

  enum class Part { train, validation, test };
  const Samples& part(Part which) const {
    return which == Part::train ? train : which == Part::validation ? validation : test;
  }
  // Writes sample `index` of a part, channels-last, values in [0, 1] for images.
  template <class Real>
  void copy_sample(const Samples& from, int64_t index, Real* out) const {
    const int64_t width = sample.size();
    if (!from.bytes.empty()) {
      const uint8_t* source = from.bytes.data() + index * width;
      for (int64_t i = 0; i < width; ++i) out[i] = Real(source[i]) / Real(255);
    } else {
      const float* source = from.values.data() + index * width;
      for (int64_t i = 0; i < width; ++i) out[i] = Real(source[i]);
    }
  }
};

// Loads or generates. `directory` as in --data ("": SADDLE_DATA, then the user's data directory). `stop`: looked at now
// and then; a load that is stopped throws Error. Throws Error where files are missing or malformed.
std::shared_ptr<const Dataset> load_dataset(const Choice& data, const std::filesystem::path& directory = {},
                                            const std::atomic<bool>* stop = nullptr);

}  // namespace saddle
