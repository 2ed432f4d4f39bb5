#pragma once

#include <cstdint>

namespace saddle {

// What rank 0 tells the others to do next, with the same network and the same data.
struct RankWord {
  enum class What : int64_t { step, evaluate };
  What what = What::step;
  // Of `evaluate`: samples of a part of the data set, `count` from `first` on, out of `all` that are spread evenly over
  // it.
  int64_t part = 0, first = 0, count = 0, all = 0;
};

}  // namespace saddle
