#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType rosenbrock() {
  return {.entry = {.name = "rosenbrock",
                    .title = "Rosenbrock",
                    .help = "A valley like a banana: easy to enter, slow to follow to its end.",
                    .formula = "(1 - x)^2 + 100 (y - x^2)^2",
                    .source = "Rosenbrock, 1960"},
          .domain = {-2, 2, -1, 3},
          .start = {-1.2, 1},
          .points = {{{1, 1}, Kind::minimum}}};
}

}  // namespace saddle::functions
