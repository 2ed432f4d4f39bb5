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

// A rectangle of the plane.
struct Region {
  double left = -1, right = 1, bottom = -1, top = 1;

  double width() const { return right - left; }
  double height() const { return top - bottom; }
  double diagonal() const;
  bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= bottom && p.y <= top; }
  bool operator==(const Region&) const = default;
};

// What optimizers walk on: f(x, y), or f(x) where there is one dimension; then y changes nothing. Immutable, and asked
// from any thread. Where f is not defined it is NaN or infinite, and so is its gradient; nothing throws.
class Landscape {
 public:
  virtual ~Landscape() = default;
  virtual int dimensions() const = 0;
  // f at `count` points, and its gradient unless dx and dy are null.
  virtual void evaluate(int64_t count, const double* x, const double* y, double* f, double* dx, double* dy) const = 0;

  double value(Point p) const;
  Point gradient(Point p) const;
};

// A point where the gradient is 0, by the eigenvalues of the second derivatives.
struct StationaryPoint {
  enum class Kind { minimum, saddle, maximum, flat };
  Point at;
  Kind kind = Kind::minimum;
  bool operator==(const StationaryPoint&) const = default;
};

// A landscape with what is known about it.
struct Function {
  std::string name;     // in the catalog; empty: typed in
  std::string formula;  // as typed
  std::shared_ptr<const Landscape> landscape = {};
  Region domain = {-4, 4, -4, 4};            // worth looking at
  Point start = {1, 1};                      // where a walk is instructive
  std::vector<StationaryPoint> points = {};  // in the domain; of a typed formula: found by find_stationary()
};

// A mistake in a formula, and where it is.
class FormulaError : public Error {
 public:
  FormulaError(Issue issue, size_t position, size_t length)
      : Error(std::move(issue)), position_(position), length_(length) {}
  size_t position() const { return position_; }  // in bytes of what was typed
  size_t length() const { return length_; }      // at least 1, but 0 at the end of the text

 private:
  size_t position_, length_;
};

namespace catalog {
// Their formulas are what make_function() computes.
const std::vector<Entry>& functions();
}  // namespace catalog

// A function of the catalog by its name, or f(x, y) as typed: + - * / ^ **, parentheses, numbers, x, y, pi, e, and
// sin cos tan asin acos atan sinh cosh tanh exp log log2 log10 sqrt abs sign relu sigmoid min max. A product may be
// written without its sign ("2x", "3(x + 1)y"), and a square as "x²". Throws FormulaError, or Error for a name that
// there is not; `where` is its place.
Function make_function(std::string_view name_or_formula, const std::string& where = "function");

// The points of `region` where the gradient vanishes, from a grid of starts by Newton's method, sorted by f. Those of a
// valley that is level along its floor are as many as it takes to `limit`.
std::vector<StationaryPoint> find_stationary(const Landscape& landscape, const Region& region, int limit = 60);

// What kind of point this is, whether or not the gradient vanishes there.
StationaryPoint::Kind curvature(const Landscape& landscape, Point at, double scale);

// The gradient by differences (Ridders, 1982: central differences extrapolated to a step of 0), how far off that may
// be, and how far the landscape's own gradient is from it.
struct GradientCheckAt {
  Point numerical;
  double error = 0;       // what Ridders' method says of itself
  double difference = 0;  // the larger of both coordinates
};
GradientCheckAt check_gradient(const Landscape& landscape, Point at);

}  // namespace saddle
