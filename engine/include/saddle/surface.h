#pragma once

#include <cstdint>

#include "saddle/region.h"

namespace saddle {

// A function that optimizers walk on: f(x, y) or, in one dimension, f(x), which ignores y. Immutable; any thread may
// evaluate it. Where f is not defined, it and its gradient are NaN or infinite; nothing throws.
class Surface {
 public:
  virtual ~Surface() = default;
  virtual int dimensions() const = 0;
  // Writes f at `count` points, and its gradient unless dx and dy are null.
  virtual void evaluate(int64_t count, const double* x, const double* y, double* f, double* dx, double* dy) const = 0;

  double value(Point p) const;
  Point gradient(Point p) const;
};

// Compares the gradient with numerical differences (Ridders, 1982: central differences extrapolated to a step of 0).
struct GradientCheckAt {
  Point numerical;
  double error = 0;       // estimated error of the differences
  double difference = 0;  // from the exact gradient, in the coordinate where it is larger
};
GradientCheckAt check_gradient(const Surface& surface, Point at);

}  // namespace saddle
