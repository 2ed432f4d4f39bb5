#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType sphere() {
  return {.entry = {.name = "sphere",
                    .title = "Round bowl",
                    .help = "Equally steep in every direction: the gradient points straight at the minimum.",
                    .formula = "x^2 + y^2",
                    .source = "Deep Learning from Scratch, 4.4"},
          .domain = {-4.5, 4.5, -4.5, 4.5},
          .start = {-3, 4},
          .points = {{{0, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
