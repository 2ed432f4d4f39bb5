#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType wavy() {
  return {.entry = {.name = "wavy",
                    .title = "Waves",
                    .help = "Of one variable, with many minima: momentum carries over the waves.",
                    .formula = "x^2/10 + sin(3 x)"},
          .domain = {-5, 5, -1, 1},
          .start = {4.5, 0},
          .points = {{{-0.5122140283561128, 0}, Kind::minimum},
                     {{1.53658988014775, 0}, Kind::minimum},
                     {{-2.560806938073544, 0}, Kind::minimum},
                     {{3.584751817303719, 0}, Kind::minimum},
                     {{-4.608298882423005, 0}, Kind::minimum},
                     {{0.5355013344612186, 0}, Kind::maximum},
                     {{-1.606566414862272, 0}, Kind::maximum},
                     {{2.677821729736619, 0}, Kind::maximum},
                     {{-3.749404513967118, 0}, Kind::maximum},
                     {{4.821469176745737, 0}, Kind::maximum}}};
}

}  // namespace saddle::functions
