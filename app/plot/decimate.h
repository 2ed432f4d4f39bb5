#pragma once

#include <vector>

#include "plot/pyramid.h"
#include "plot/series.h"
#include "plot/view.h"

namespace saddle::plot {

struct Column {
  double pixel = 0;   // its center, from the start of the axis
  int64_t begin = 0;  // of its y.points points
  Summary y;
};

// The points of a series whose x never decreases, that `axis` shows on `pixels` pixels: one column per pixel that has
// any, ascending, and one before and after for the points next to the edges, so that the line runs out of the picture.
// Costs O(pixels * log points).
std::vector<Column> columns(const Series& series, const Pyramid& pyramid, const Axis& axis, int pixels);

// The indices [begin, end) that `axis` shows, and one more on either side where there is one.
struct IndexRange {
  int64_t begin = 0, end = 0;
};
IndexRange visible(const Series& series, const Axis& axis);

// Whether the line continues from one column to the next.
inline bool joined(const Column& left, const Column& right) {
  return !left.y.empty() && !right.y.empty() && !left.y.ends_with_gap && !right.y.starts_with_gap;
}

}  // namespace saddle::plot
