#pragma once

#include <span>
#include <vector>

#include "saddle/stationary_point.h"

namespace saddle::functions {

struct Critical {
  double at;
  bool minimum;  // otherwise it is a maximum
};

// Returns the stationary points of g(x) + g(y), given those of g.
inline std::vector<StationaryPoint> separable(std::span<const Critical> of_one) {
  using Kind = StationaryPoint::Kind;
  std::vector<StationaryPoint> points;
  for (const Critical& x : of_one) {
    for (const Critical& y : of_one) {
      const Kind kind = x.minimum != y.minimum ? Kind::saddle : x.minimum ? Kind::minimum : Kind::maximum;
      points.push_back({{x.at, y.at}, kind});
    }
  }
  return points;
}

}  // namespace saddle::functions
