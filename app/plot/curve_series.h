#pragma once

#include "plot/series.h"
#include "saddle/curve.h"

namespace saddle::plot {

// A curve of a run, against steps or seconds of training. Borrows the curve: keep the snapshot while the figure is
// drawn.
inline Series by_step(const Curve& curve) {
  return {&curve, curve.size(), [](const void* source, int64_t index) {
            const CurvePoint& p = (*static_cast<const Curve*>(source))[index];
            return Point{p.step, p.value};
          }};
}

inline Series by_seconds(const Curve& curve) {
  return {&curve, curve.size(), [](const void* source, int64_t index) {
            const CurvePoint& p = (*static_cast<const Curve*>(source))[index];
            return Point{p.seconds, p.value};
          }};
}

// A curve against what an axis shows: a multiple of its steps, or seconds. Keep it, and the curve, while the figure is
// drawn.
struct AxisCurve {
  const Curve* curve = nullptr;
  double per_step = 1;
  bool seconds = false;

  double x(const CurvePoint& p) const { return seconds ? p.seconds : p.step * per_step; }
};

inline Series along_axis(const AxisCurve& curve) {
  return {&curve, curve.curve->size(), [](const void* source, int64_t index) {
            const auto& self = *static_cast<const AxisCurve*>(source);
            const CurvePoint& p = (*self.curve)[index];
            return Point{self.x(p), p.value};
          }};
}

}  // namespace saddle::plot
