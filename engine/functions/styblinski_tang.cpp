#include "functions/shared/separable.h"
#include "surface/function_type.h"

namespace saddle::functions {
namespace {

// The stationary points along one axis: the roots of 4 t^3 - 32 t + 5.
constexpr Critical styblinski_tang_points[] = {
    {-2.903534027771177, true}, {0.1567312567803401, false}, {2.746802770990837, true}};

}  // namespace

FunctionType styblinski_tang() {
  return {.entry = {.name = "styblinski_tang",
                    .title = "Styblinski–Tang",
                    .help = "Four minima, one of them the lowest.",
                    .formula = "(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)/2",
                    .source = "Styblinski and Tang, 1990"},
          .domain = {-4.5, 4.5, -4.5, 4.5},
          .start = {0.3, 1.2},
          .points = separable(styblinski_tang_points)};
}

}  // namespace saddle::functions
