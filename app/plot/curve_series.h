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

}  // namespace saddle::plot
