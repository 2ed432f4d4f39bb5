#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "../core/at_levels.h"
#include "saddle/dataset.h"

namespace saddle {
namespace {

TEST(Samples, EveryByteIsItsShareOf255AtEveryLevel) {
  Samples samples{.count = 3};
  // Of no register's width.
  constexpr int64_t width = 261;
  for (int64_t i = 0; i < 3 * width; ++i) samples.bytes.push_back(static_cast<uint8_t>(i % 256));
  at_each_level([&] {
    std::vector<float> single(width + 1, -1.0f);
    std::vector<double> twice(width + 1, -1.0);
    samples.copy(1, width, single.data());
    samples.copy(1, width, twice.data());
    for (int64_t i = 0; i < width; ++i) {
      const auto k = static_cast<size_t>(i);
      const int byte = static_cast<int>((width + i) % 256);
      EXPECT_EQ(single[k], static_cast<float>(byte) / 255.0f) << i;
      EXPECT_EQ(twice[k], byte / 255.0) << i;
    }
    EXPECT_EQ(single[width], -1.0f) << "nothing is written behind the sample";
    EXPECT_EQ(twice[width], -1.0);
  });
}

TEST(Normalization, EachChannelOrFeatureHasItsOwnAtEveryLevel) {
  for (const int period : {1, 3, 4, 31, 32, 33, 64, 200}) {
    SCOPED_TRACE(period);
    Normalization normalization;
    for (int k = 0; k < period; ++k) {
      normalization.mean.push_back(0.1f * static_cast<float>(k) - 1.0f);
      normalization.deviation.push_back(0.3f + 0.7f * static_cast<float>(k % 5));
    }
    const int size = period * 37;
    std::vector<float> values;
    for (int i = 0; i < size; ++i) values.push_back(static_cast<float>(i % 97) / 13.0f - 2.0f);
    at_each_level([&] {
      std::vector<float> single = values;
      std::vector<double> twice(values.begin(), values.end());
      normalization.apply(single.data(), size);
      normalization.apply(twice.data(), size);
      for (int i = 0; i < size; ++i) {
        const auto at = static_cast<size_t>(i), k = static_cast<size_t>(i % period);
        ASSERT_EQ(single[at], (values[at] - normalization.mean[k]) / normalization.deviation[k]) << i;
        ASSERT_EQ(twice[at], (static_cast<double>(values[at]) - static_cast<double>(normalization.mean[k])) /
                                 static_cast<double>(normalization.deviation[k]))
            << i;
      }
    });
  }
}

TEST(Normalization, NoneLeavesTheNumbersAsTheyAre) {
  std::vector<float> values = {3.0f, -1.0f};
  Normalization{}.apply(values.data(), 2);
  EXPECT_EQ(values, (std::vector<float>{3.0f, -1.0f}));
}

}  // namespace
}  // namespace saddle
