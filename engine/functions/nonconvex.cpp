#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType nonconvex() {
  return {.entry = {.name = "nonconvex",
                    .title = "Two wells",
                    .help = "Of one variable, with two minima: the start decides which is found.",
                    .formula = "x^4 - 4 x^2 + x",
                    .source = "The lecture notes"},
          .domain = {-2.5, 2.5, -1, 1},
          .start = {2.2, 0},
          .points = {{{-1.47299760111403, 0}, Kind::minimum},
                     {{1.346997408527774, 0}, Kind::minimum},
                     {{0.1260001925862561, 0}, Kind::maximum}}};
}

}  // namespace saddle::functions
