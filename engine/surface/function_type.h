#pragma once

#include <vector>

#include "saddle/catalog.h"
#include "saddle/stationary_point.h"

namespace saddle {

// A function of the catalog. Its formula, entry.formula, is parsed and differentiated like one that a user typed.
struct FunctionType {
  Entry entry;
  Region domain;                             // where it is worth looking at; in one dimension only left and right count
  Point start;                               // where an instructive walk begins
  std::vector<StationaryPoint> points = {};  // all minima and saddle points in the domain, to 1e-12
};

namespace functions {
const std::vector<FunctionType>& all();
}

}  // namespace saddle
