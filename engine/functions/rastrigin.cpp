#include "functions/shared/separable.h"
#include "surface/function_type.h"

namespace saddle::functions {
namespace {

// The stationary points along one axis: the roots of 2 t + 20 pi sin(2 pi t).
constexpr Critical rastrigin_points[] = {{-1.9899122337085496, true},
                                         {-1.5076407318703584, false},
                                         {-0.9949586376523348, true},
                                         {-0.50254603655467463, false},
                                         {0, true},
                                         {0.50254603655467463, false},
                                         {0.9949586376523348, true},
                                         {1.5076407318703584, false},
                                         {1.9899122337085496, true}};

}  // namespace

FunctionType rastrigin() {
  return {.entry = {.name = "rastrigin",
                    .title = "Rastrigin",
                    .help = "A bowl full of dimples: the nearest minimum is seldom the lowest.",
                    .formula = "20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)",
                    .source = "Rastrigin, 1974"},
          .domain = {-2.4, 2.4, -2.4, 2.4},
          .start = {-1.7, 1.3},
          .points = separable(rastrigin_points)};
}

}  // namespace saddle::functions
