#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType bowl() {
  return {.entry = {.name = "bowl",
                    .title = "Bowl of the book",
                    .help = "An oval bowl, twenty times as steep along y as along x: SGD zigzags.",
                    .formula = "x^2/20 + y^2",
                    .source = "Deep Learning from Scratch, 6.1.3"},
          .domain = {-10, 10, -10, 10},
          .start = {-7, 2},
          .points = {{{0, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
