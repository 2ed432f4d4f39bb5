#include <cmath>

#include "book/shared/run.h"

namespace saddle::book {
namespace {

double parabola(double x) { return 0.01 * (x * x) + 0.1 * x; }
double central_difference(double x) {
  const double h = 1e-4;
  return (parabola(x + h) - parabola(x - h)) / (2 * h);
}

void make_derivative(BookRun& run) {
  const char* const why = "the last digits are what rounding leaves of f(x + h) - f(x - h)";
  run.figure({.what = make_issue("", "slope at 5"),
              .book = 0.1999999999990898,
              .digit = 1e-16,
              .margin = 1e-11,
              .why = why})
      .ours = {central_difference(5)};
  run.figure({.what = make_issue("", "slope at 10"),
              .book = 0.2999999999997449,
              .digit = 1e-16,
              .margin = 1e-11,
              .why = why})
      .ours = {central_difference(10)};
}

}  // namespace

BookRow numerical_derivative() {
  return {.about = {.name = "numerical_derivative",
                    .chapter = 4,
                    .title = "Numerical derivative",
                    .help = "The slope of 0.01 x^2 + 0.1 x by central differences with h = 0.0001, and its tangents."},
          .order = 1,
          .make = make_derivative};
}

}  // namespace saddle::book
