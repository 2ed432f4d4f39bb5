#include "plot/smoothing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle::plot {

void Smoothing::follow(const Series& series, double beta) {
  const auto known = static_cast<int64_t>(averages_.size());
  const bool another = beta != beta_ || series.size() < known ||
                       (known > 0 && !(identical(series[0], first_) && identical(series[known - 1], last_)));
  if (another) {
    *this = Smoothing();
    beta_ = beta;
  }
  for (auto i = static_cast<int64_t>(averages_.size()); i < series.size(); ++i) {
    last_ = series[i];
    if (i == 0) first_ = last_;
    if (!std::isfinite(last_.y)) {
      averages_.push_back(std::numeric_limits<float>::quiet_NaN());
      continue;
    }
    if (std::abs(moment_) > blown_up * std::max(std::abs(last_.y), 1.0) * (1 - weight_)) {
      moment_ = 0;
      weight_ = 1;
    }
    moment_ += (1 - beta_) * (last_.y - moment_);
    weight_ *= beta_;
    averages_.push_back(static_cast<float>(moment_ / (1 - weight_)));
  }
}

Series Smoothing::smoothed(const Series& series) {
  source_ = &series;
  return {this, static_cast<int64_t>(averages_.size()), [](const void* source, int64_t index) {
            const auto& self = *static_cast<const Smoothing*>(source);
            return Point{(*self.source_)[index].x, static_cast<double>(self.averages_[static_cast<size_t>(index)])};
          }};
}

}  // namespace saddle::plot
