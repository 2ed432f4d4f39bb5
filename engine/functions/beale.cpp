#include "surface/function_type.h"

namespace saddle::functions {
namespace {
using Kind = StationaryPoint::Kind;
}  // namespace

FunctionType beale() {
  return {
      .entry = {.name = "beale",
                .title = "Beale",
                .help = "A flat valley between steep corners.",
                .formula = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
                .source = "Beale, 1958"},
      .domain = {-4.5, 4.5, -4.5, 4.5},
      .start = {1, 1.6},
      .points = {
          {{3, 0.5}, Kind::minimum}, {{0, 1}, Kind::saddle}, {{0.1005379373241584, -2.644513585023125}, Kind::saddle}}};
}

}  // namespace saddle::functions
