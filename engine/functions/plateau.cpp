#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType plateau() {
  return {.entry = {.name = "plateau",
                    .title = "Plateau",
                    .help = "A hole in a plain: far away the gradient almost vanishes.",
                    .formula = "1 - exp(-(x^2 + y^2)/3)",
                    .source = "The lecture notes"},
          .domain = {-5, 5, -5, 5},
          .start = {-3.5, 2},
          .points = {{{0, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
