#pragma once

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "saddle/dataset.h"

namespace saddle {

inline std::shared_ptr<const Dataset> load(const std::string& set, const Properties& properties = {},
                                           const std::filesystem::path& directory = {}) {
  return load_dataset({set, properties}, directory);
}

// Sample `index` as a network gets it, before normalization.
inline std::vector<float> sample(const Dataset& dataset, const Samples& part, int64_t index) {
  std::vector<float> values(static_cast<size_t>(dataset.sample.size()));
  dataset.copy_sample(part, index, values.data());
  return values;
}

inline bool same(const Samples& a, const Samples& b) {
  return a.count == b.count && a.bytes == b.bytes && a.values == b.values && a.labels == b.labels &&
         a.targets == b.targets;
}

// What any part of any set keeps to: as many values, labels and targets as it says, labels within range, only numbers.
inline void expect_sound(const Dataset& dataset, const Samples& part, int64_t count) {
  ASSERT_EQ(part.count, count);
  const auto values = static_cast<size_t>(count * dataset.sample.size());
  EXPECT_TRUE(part.bytes.size() == values || part.values.size() == values);
  ASSERT_EQ(part.labels.size(), static_cast<size_t>(count * dataset.labels_per_sample()));
  ASSERT_EQ(part.targets.size(), static_cast<size_t>(count * dataset.outputs));
  for (const int label : part.labels) {
    ASSERT_GE(label, 0);
    ASSERT_LT(label, std::ssize(dataset.classes));
  }
  for (const float value : part.values) ASSERT_TRUE(std::isfinite(value));
  for (const float target : part.targets) ASSERT_TRUE(std::isfinite(target));
}

}  // namespace saddle
