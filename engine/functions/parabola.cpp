#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType parabola() {
  return {.entry = {.name = "parabola",
                    .title = "Parabola of the book",
                    .help = "Of one variable: its slope at 5 is 0.2, at 10 it is 0.3.",
                    .formula = "0.01 x^2 + 0.1 x",
                    .source = "Deep Learning from Scratch, 4.3.2"},
          .domain = {-20, 20, -1, 1},
          .start = {15, 0},
          .points = {{{-5, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
