#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/error.h"

namespace saddle {

struct Point {
  double x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

// A rectangle of the plane; its edges belong to it.
struct Region {
  double left = -1, right = 1, bottom = -1, top = 1;

  double width() const { return right - left; }
  double height() const { return top - bottom; }
  double diagonal() const;
  bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= bottom && p.y <= top; }
  bool operator==(const Region&) const = default;
};

// A function that optimizers walk on: f(x, y) or, in one dimension, f(x), which ignores y. Immutable; any thread may
// evaluate it. Where f is not defined, it and its gradient are NaN or infinite; nothing throws.
class Landscape {
 public:
  virtual ~Landscape() = default;
  virtual int dimensions() const = 0;
  // Writes f at `count` points, and its gradient unless dx and dy are null.
  virtual void evaluate(int64_t count, const double* x, const double* y, double* f, double* dx, double* dy) const = 0;

  double value(Point p) const;
  Point gradient(Point p) const;
};

// A point where the gradient is 0, classified by the eigenvalues of the second derivatives.
struct StationaryPoint {
  enum class Kind { minimum, saddle, maximum, flat };
  Point at;
  Kind kind = Kind::minimum;
  bool operator==(const StationaryPoint&) const = default;
};

// A landscape with what is known about it.
struct Function {
  std::string name;     // in the catalog; empty if it was typed in
  std::string formula;  // as typed
  std::shared_ptr<const Landscape> landscape = {};
  Region domain = {-4, 4, -4, 4};            // where it is worth looking at
  Point start = {1, 1};                      // where an instructive walk begins
  std::vector<StationaryPoint> points = {};  // in the domain; of a typed formula, those of find_stationary()
};

// A mistake in a formula, and its place in the text.
class FormulaError : public Error {
 public:
  FormulaError(Issue issue, size_t position, size_t length)
      : Error(std::move(issue)), position_(position), length_(length) {}
  size_t position() const { return position_; }  // in bytes
  size_t length() const { return length_; }      // in bytes; at least 1, except at the end of the text

 private:
  size_t position_, length_;
};

namespace catalog {
// The functions of the catalog. make_function() computes their formulas.
const std::vector<Entry>& functions();
}  // namespace catalog

// Returns a function of the catalog by its name, or parses f(x, y): + - * / ^ **, parentheses, numbers, x, y, pi, e,
// and sin cos tan asin acos atan sinh cosh tanh exp log log2 log10 sqrt abs sign relu sigmoid min max. Products may be
// written without a sign ("2x", "3(x + 1)y"), and squares as "x²". Throws FormulaError for a mistake in a formula, and
// Error at `where` for an unknown name.
Function make_function(std::string_view name_or_formula, const std::string& where = "function");

// Returns the stationary points in `region`, found by Newton's method from a grid of starts and sorted by f; at most
// `limit` of them, which only a valley with a level floor reaches.
std::vector<StationaryPoint> find_stationary(const Landscape& landscape, const Region& region, int limit = 60);

// Classifies a point by its second derivatives, whether or not the gradient vanishes. `scale` is the length over which
// the function changes.
StationaryPoint::Kind curvature(const Landscape& landscape, Point at, double scale);

// Compares the gradient with numerical differences (Ridders, 1982: central differences extrapolated to a step of 0).
struct GradientCheckAt {
  Point numerical;
  double error = 0;       // estimated error of the differences
  double difference = 0;  // from the exact gradient, in the coordinate where it is larger
};
GradientCheckAt check_gradient(const Landscape& landscape, Point at);

}  // namespace saddle
