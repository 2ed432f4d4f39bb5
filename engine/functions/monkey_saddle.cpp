#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType monkey_saddle() {
  return {.entry = {.name = "monkey_saddle",
                    .title = "Monkey saddle",
                    .help = "Three ways down, one for the tail: the second derivatives vanish in the middle.",
                    .formula = "x^3 - 3 x y^2"},
          .domain = {-2, 2, -2, 2},
          .start = {1.4, 0.05},
          .points = {{{0, 0}, Kind::saddle}}};
}

}  // namespace saddle::functions
