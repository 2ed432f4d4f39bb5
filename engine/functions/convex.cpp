#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType convex() {
  return {.entry = {.name = "convex",
                    .title = "Convex",
                    .help = "Of one variable, and with one minimum: every way down leads there.",
                    .formula = "x^2",
                    .source = "The lecture notes"},
          .domain = {-3, 3, -1, 1},
          .start = {2.5, 0},
          .points = {{{0, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
