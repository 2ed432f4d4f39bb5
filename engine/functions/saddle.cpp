#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType saddle() {
  return {.entry = {.name = "saddle",
                    .title = "Saddle",
                    .help = "Down along y, up along x: with y exactly 0 nothing but noise leads away from the middle.",
                    .formula = "x^2 - y^2",
                    .source = "The lecture notes"},
          .domain = {-2, 2, -2, 2},
          .start = {-1.5, 0.001},
          .points = {{{0, 0}, Kind::saddle}}};
}

}  // namespace saddle::functions
