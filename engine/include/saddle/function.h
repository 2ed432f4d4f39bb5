#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/formula_error.h"
#include "saddle/region.h"
#include "saddle/stationary_point.h"
#include "saddle/surface.h"

namespace saddle {

// A surface with what is known about it.
struct Function {
  std::string name;     // in the catalog; empty if it was typed in
  std::string formula;  // as typed
  std::shared_ptr<const Surface> surface = {};
  Region domain = {-4, 4, -4, 4};            // where it is worth looking at
  Point start = {1, 1};                      // where an instructive walk begins
  std::vector<StationaryPoint> points = {};  // in the domain; of a typed formula, those of find_stationary()
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

}  // namespace saddle
