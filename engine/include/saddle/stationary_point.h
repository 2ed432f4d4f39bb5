#pragma once

#include <vector>

#include "saddle/region.h"
#include "saddle/surface.h"

namespace saddle {

// A point where the gradient is 0, classified by the eigenvalues of the second derivatives.
struct StationaryPoint {
  enum class Kind { minimum, saddle, maximum, flat };
  Point at;
  Kind kind = Kind::minimum;
  bool operator==(const StationaryPoint&) const = default;
};

// Returns the stationary points in `region`, found by Newton's method from a grid of starts and sorted by f. Of
// more than `limit`, those that are found from starts spread over the whole region.
std::vector<StationaryPoint> find_stationary(const Surface& surface, const Region& region, int limit = 150);

// Classifies a point by its second derivatives, whether or not the gradient vanishes. `scale` is the length over which
// the function changes.
StationaryPoint::Kind curvature(const Surface& surface, Point at, double scale);

}  // namespace saddle
