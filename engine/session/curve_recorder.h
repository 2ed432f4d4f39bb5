#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "saddle/snapshot.h"

namespace saddle {

// The curves of a run as they grow.
class CurveRecorder {
 public:
  void add(Curve Curves::*curve, const CurvePoint& point) { writer(curve).add(point); }
  // The same, but for a value that was not measured.
  void add_measured(Curve Curves::*curve, const CurvePoint& point) {
    if (!std::isnan(point.value)) add(curve, point);
  }
  // Of curves, what they were at a step.
  void begin_with(const Curves& curves, int64_t step) {
    for (size_t i = 0; i < writers_.size(); ++i) {
      const Curve& curve = curves.*curve_table[i].curve;
      for (int64_t p = 0; p < curve.size() && curve[p].step <= static_cast<double>(step); ++p)
        writers_[i].add(curve[p]);
    }
  }
  Curves freeze() const {
    Curves curves;
    for (size_t i = 0; i < writers_.size(); ++i) curves.*curve_table[i].curve = writers_[i].freeze();
    return curves;
  }

 private:
  CurveWriter& writer(Curve Curves::*curve) {
    return writers_[static_cast<size_t>(std::ranges::find(curve_table, curve, &CurveRow::curve) - curve_table.begin())];
  }

  std::array<CurveWriter, curve_table.size()> writers_;  // as in curve_table
};

}  // namespace saddle
