#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType himmelblau() {
  return {.entry = {.name = "himmelblau",
                    .title = "Himmelblau",
                    .help = "Four minima of the same depth: where it ends depends on where it starts.",
                    .formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
                    .source = "Himmelblau, 1972"},
          .domain = {-5.5, 5.5, -5.5, 5.5},
          .start = {0, -2.5},
          .points = {{{3, 2}, Kind::minimum},
                     {{3.584428340330492, -1.848126526964404}, Kind::minimum},
                     {{-3.779310253377747, -3.28318599128617}, Kind::minimum},
                     {{-2.805118086952745, 3.131312518250573}, Kind::minimum},
                     {{3.385154183607021, 0.07385187983774937}, Kind::saddle},
                     {{0.08667750455539636, 2.884254701174776}, Kind::saddle},
                     {{-3.07302575076439, -0.08135304428796754}, Kind::saddle},
                     {{-0.12796134673068, -1.953714980244577}, Kind::saddle},
                     {{-0.2708445906673476, -0.9230385564799816}, Kind::maximum}}};
}

}  // namespace saddle::functions
