#pragma once

#include <imgui.h>

#include "plot/view.h"

namespace saddle::plot {

// The sequential ones rise steadily in lightness; `depth` and `depth_dark` do so quietly, as a ground for lines in
// strong colors on a light or a dark theme; `diverging` is blue, white, red with zero in the middle, and
// `diverging_dark` the same with a dark middle, for dark backgrounds.
enum class Colormap { viridis, magma, diverging, diverging_dark, gray, depth, depth_dark };

// t in [0, 1], clamped; NaN is transparent.
ImU32 sample(Colormap map, double t);

// Where `value` lies in `range`, for sample().
inline double normalized(double value, const Range& range) {
  return range.span() > 0 ? (value - range.min) / range.span() : 0.5;
}

// [-a, a] with the greatest absolute value of `range`: zero is the middle of a diverging map.
Range symmetric(const Range& range);

}  // namespace saddle::plot
