#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "plot/contours.h"
#include "plot/quiver_item.h"
#include "plot/view.h"
#include "saddle/stationary_point.h"
#include "saddle/surface.h"

namespace saddle::app {

// A surface as it is drawn, over one region.
struct Field {
  Region region;
  int rows = 0, columns = 0;        // one row where the surface has one dimension
  std::vector<double> values = {};  // row 0 at the bottom, at the corners of a grid
  plot::Range range = {};           // of the values, without the highest few and what falls down a pole
  // Where a pole dwarfs the other values: what lies around the middle of them.
  std::optional<plot::Range> without_poles = {};
  bool skewed = false;  // most values lie near the least: a logarithm shows them
  std::vector<double> levels = {};
  std::vector<plot::ContourLine> lines = {};
  std::vector<plot::Arrow> arrows = {};      // downhill
  std::vector<StationaryPoint> points = {};  // in the region

  double value(int row, int column) const {
    return values[static_cast<size_t>(row) * static_cast<size_t>(columns) + static_cast<size_t>(column)];
  }
};

// `highest`: above it there are no lines; 0: no such limit.
Field sample_field(const Surface& surface, const Region& region, double highest);

}  // namespace saddle::app
