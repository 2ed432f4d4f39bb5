#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "saddle/region.h"

namespace saddle {

class Tape;

// f(x) or f(x, y) as it was typed (the language of make_function()), computed operation by operation as C and NumPy do:
// in double, or in float with every result rounded to float. Immutable.
class TypedFunction {
 public:
  // Throws FormulaError.
  explicit TypedFunction(std::string_view formula, const std::string& where = "function");

  int dimensions() const;  // 2 where it uses y, otherwise 1
  double value(Point at) const;
  double value(double x) const { return value(Point{x, 0}); }
  float value_in_float(float x) const;
  // Exact up to rounding, by automatic differentiation.
  Point gradient(Point at) const;
  double derivative(double x) const { return gradient({x, 0}).x; }
  // The formula in Python with NumPy: "0.01 * x**2 + 0.1 * x".
  std::string python() const;

 private:
  std::shared_ptr<const Tape> tape_;
};

}  // namespace saddle
