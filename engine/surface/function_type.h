#pragma once

#include <vector>

#include "saddle/catalog.h"
#include "saddle/stationary_point.h"

namespace saddle {

// A function of the catalog. Its formula (entry.formula) is all there is to compute it: it goes the way of a formula
// that is typed in.
struct FunctionType {
  Entry entry;
  Region domain;  // worth looking at; what there is between left and right, where it has one dimension
  Point start;    // where a walk is instructive
  std::vector<StationaryPoint> points = {};  // all minima in the domain, and saddle points, to 1e-12
};

namespace functions {
const std::vector<FunctionType>& all();
}

}  // namespace saddle
