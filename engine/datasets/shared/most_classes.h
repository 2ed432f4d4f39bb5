#pragma once

#include <cstdint>

namespace saddle::datasets {

// More classes than that are a mistake about what the labels are: a regression's targets, or the numbers of the rows.
inline constexpr int64_t most_classes = 1000;

}  // namespace saddle::datasets
