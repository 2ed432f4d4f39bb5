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

// Samples and what should come out of them. Images lie channels-last (H, W, C), one byte a value (v / 255) or one
// float.
struct Samples {
  int64_t count = 0;
  std::vector<uint8_t> bytes = {};  // either these
  std::vector<float> values = {};   // or these
  std::vector<int> labels = {};     // 0 .. classes - 1: one a sample, or one a pixel of it
  std::vector<float> targets = {};  // of regression: Dataset::outputs a sample

  // Writes sample `index`, of `width` numbers, channels-last and not normalized: values in [0, 1] for images.
  template <class Real>
  void copy(int64_t index, int64_t width, Real* out) const;
};

// x -> (x - mean) / deviation for each channel of an image, or each feature of a vector. Empty: as it is.
struct Normalization {
  std::vector<float> mean = {}, deviation = {};

  explicit operator bool() const { return !mean.empty(); }
  // Over the `size` numbers of one sample, channels last.
  template <class Real>
  void apply(Real* numbers, int64_t size) const;
  bool operator==(const Normalization&) const = default;
};

// Immutable once loaded, and shared between runs.
struct Dataset {
  std::string name;
  Shape sample;                            // (C, H, W) or (features)
  std::vector<std::string> classes;        // their names; empty for regression
  bool per_pixel = false;                  // every pixel has a class of its own
  int64_t outputs = 0;                     // of regression: how many numbers should come out of a sample
  std::vector<std::string> features = {};  // names of a vector's values, where a file has them: "age", "sex=female"
  // What was guessed of the user's files and what of them was left out: sentences for the user. `where` names the
  // property that decides otherwise.
  std::vector<Issue> notes = {};
  Normalization normalization = {};  // what a network wants done to the values first
  Samples train, validation, test;

  enum class Part { train, validation, test };
  const Samples& part(Part which) const {
    return which == Part::train ? train : which == Part::validation ? validation : test;
  }
  int64_t labels_per_sample() const { return classes.empty() ? 0 : per_pixel ? sample[1] * sample[2] : 1; }
  // Writes sample `index` of a part: see Samples::copy().
  template <class Real>
  void copy_sample(const Samples& from, int64_t index, Real* out) const {
    from.copy(index, sample.size(), out);
  }
};

// Loads or generates. `directory` as in --data ("": SADDLE_DATA, then the user's data directory). `stop`: looked at now
// and then; a load that is stopped throws Error. Throws Error where files are missing or malformed.
std::shared_ptr<const Dataset> load_dataset(const Choice& data, const std::filesystem::path& directory = {},
                                            const std::atomic<bool>* stop = nullptr);

}  // namespace saddle
