#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType ravine() {
  return {.entry = {.name = "ravine",
                    .title = "Ravine",
                    .help = "A winding ravine: steep walls, and a floor that falls gently.",
                    .formula = "0.05 x^2 + 5 (y - sin(x))^2"},
          .domain = {-5, 5, -3, 3},
          .start = {-4.2, 1.5},
          .points = {{{0, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
