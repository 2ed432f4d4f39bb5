#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType booth() {
  return {.entry = {.name = "booth",
                    .title = "Booth",
                    .help = "A tilted oval bowl: no axis is a good direction by itself.",
                    .formula = "(x + 2y - 7)^2 + (2x + y - 5)^2"},
          .domain = {-10, 10, -10, 10},
          .start = {-8, -6},
          .points = {{{1, 3}, Kind::minimum}}};
}

}  // namespace saddle::functions
