#include "saddle/surface.h"

#include <cmath>

namespace saddle {

double Region::diagonal() const { return std::hypot(width(), height()); }

double Surface::value(Point p) const {
  double f = 0;
  evaluate(1, &p.x, &p.y, &f, nullptr, nullptr);
  return f;
}

Point Surface::gradient(Point p) const {
  double f = 0;
  Point g;
  evaluate(1, &p.x, &p.y, &f, &g.x, &g.y);
  return g;
}

}  // namespace saddle
