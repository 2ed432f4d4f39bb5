#pragma once

#include <cstdint>
#include <vector>

#include "plot/series.h"

namespace saddle::plot {

// The exponential moving average of a growing series, without the pull towards zero at its start:
// m_t = beta m_{t-1} + (1 - beta) y_t, shown as m_t / (1 - beta^t) (Kingma & Ba, 2015, section 3). Gaps stay gaps.
// Where a run came back from a divergence the average starts over: 1e22 would be felt for hundreds of steps.
class Smoothing {
 public:
  // Reads what is new; everything, when beta changed or the series is another one.
  void follow(const Series& series, double beta);
  // The averages at the x of `series`, which must be the one that was followed last. Borrows both.
  Series smoothed(const Series& series);

 private:
  // An average this many times as large as the next value (or as 1, if that is larger) stems from a divergence.
  static constexpr double blown_up = 1000;

  std::vector<float> averages_;
  const Series* source_ = nullptr;  // set by smoothed(), for its reader
  Point first_, last_;
  double beta_ = 0, moment_ = 0, weight_ = 1;  // weight_ = beta^t
};

}  // namespace saddle::plot
