#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace saddle {

// What a network makes of samples whose answers are known.
struct Evaluation {
  double loss = 0;
  double accuracy = std::numeric_limits<double>::quiet_NaN();  // share of right answers; not a number for regression
  int64_t samples = 0;
  std::vector<int64_t> confusion = {};  // classes x classes: [label * classes + prediction]
};

}  // namespace saddle
