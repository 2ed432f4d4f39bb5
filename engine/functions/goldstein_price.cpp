#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType goldstein_price() {
  return {.entry = {.name = "goldstein_price",
                    .title = "Goldstein–Price",
                    .help = "Values from 3 to a million: only a logarithm shows them together.",
                    .formula = "(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6x y + 3y^2)) (30 + (2x - 3y)^2 (18 - 32x "
                               "+ 12x^2 + 48y - 36x y + 27y^2))",
                    .source = "Goldstein and Price, 1971"},
          .domain = {-2, 2, -2.5, 1.5},
          .start = {-1.2, 0.9},
          .points = {{{0, -1}, Kind::minimum},
                     {{-0.6, -0.4}, Kind::minimum},
                     {{1.8, 0.2}, Kind::minimum},
                     {{1.2, 0.8}, Kind::minimum},
                     {{-0.4, -0.6}, Kind::saddle},
                     {{1.2, -0.2}, Kind::saddle},
                     {{1.4, 0.6}, Kind::saddle},
                     {{0.6, 0.4}, Kind::saddle},
                     {{0.8, 0.2}, Kind::maximum}}};
}

}  // namespace saddle::functions
