#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType three_hump_camel() {
  return {.entry = {.name = "three_hump_camel",
                    .title = "Three-hump camel",
                    .help = "Three minima in a row, the middle one the lowest.",
                    .formula = "2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2",
                    .source = "Branin, 1972"},
          .domain = {-2.5, 2.5, -2.5, 2.5},
          .start = {-2, -1.6},
          .points = {{{0, 0}, Kind::minimum},
                     {{-1.747552345830289, 0.8737761729151445}, Kind::minimum},
                     {{1.747552345830289, -0.8737761729151445}, Kind::minimum},
                     {{-1.07054229182366, 0.5352711459118299}, Kind::saddle},
                     {{1.07054229182366, -0.5352711459118299}, Kind::saddle}}};
}

}  // namespace saddle::functions
