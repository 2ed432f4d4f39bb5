#pragma once

#include <deque>
#include <vector>

#include "labs/compare/state.h"
#include "plot/series.h"

namespace saddle::app {

// The points of a contestant against what an axis shows. What a figure borrows lives here until it is drawn.
class BandSeries {
 public:
  void clear() { borrowed_.clear(); }
  // `seconds`: of the points, as many. All must live as long as the figure.
  plot::Series along(CurveAxis axis, const ContestantView& contestant, const std::vector<plot::Point>& points,
                     const std::vector<double>& seconds) {
    const double per_step = axis == CurveAxis::epochs  ? 1 / contestant.steps_per_epoch
                            : axis == CurveAxis::flops ? contestant.flops_per_step
                                                       : 1;
    borrowed_.push_back({&points, axis == CurveAxis::seconds ? &seconds : nullptr, per_step});
    return {&borrowed_.back(), std::ssize(points), [](const void* source, int64_t index) {
              const auto& self = *static_cast<const Borrowed*>(source);
              const auto i = static_cast<size_t>(index);
              const plot::Point& point = (*self.points)[i];
              return plot::Point{self.seconds ? (*self.seconds)[i] : point.x * self.per_step, point.y};
            }};
  }

 private:
  struct Borrowed {
    const std::vector<plot::Point>* points;
    const std::vector<double>* seconds;  // null: by steps
    double per_step;
  };
  std::deque<Borrowed> borrowed_;
};

}  // namespace saddle::app
