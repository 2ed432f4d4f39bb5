#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType ackley() {
  return {.entry = {.name = "ackley",
                    .title = "Ackley",
                    .help = "A dimpled plain with a funnel in its middle.",
                    .formula = "-20 exp(-0.2 sqrt((x^2 + y^2)/2)) - exp((cos(2 pi x) + cos(2 pi y))/2) + 20 + e",
                    .source = "Ackley, 1987"},
          .domain = {-4, 4, -4, 4},
          .start = {-2.6, 1.7},
          .points = {{{0, 0}, Kind::minimum}}};
}

}  // namespace saddle::functions
