#pragma once

#include <span>
#include <vector>

#include "plot/series.h"
#include "plot/values.h"
#include "plot/view.h"

namespace saddle::plot {

struct ContourLine {
  double level = 0;
  std::vector<Point> points;  // in data; the last equals the first when closed
};

// Marching squares over values[row * columns + column], given at the corners of a grid over [x] x [y] (row 0 at y.min,
// the last row at y.max). Ambiguous squares are decided by the mean of their corners; squares with NaN have no line.
// Worth keeping: the cost is rows * columns * levels.
std::vector<ContourLine> contours(const Values& values, int rows, int columns, const Range& x, const Range& y,
                                  std::span<const double> levels);

// Levels between which there are about equally many of the values, as round as their distance allows: at most `count`.
// The values must be finite, sorted, and at least one.
std::vector<double> even_levels(std::span<const double> sorted, int count);

}  // namespace saddle::plot
