#include <array>

#include "book/shared/run.h"
#include "saddle/function.h"

namespace saddle::book {
namespace {

void make_field(BookRun& run) {
  const Function bowl = make_function("x^2 + y^2");
  struct Place {
    Point at, gradient;
  };
  const std::array<Place, 3> places{{{{3, 4}, {6, 8}}, {{0, 2}, {0, 4}}, {{3, 0}, {6, 0}}}};
  for (const Place& place : places) {
    const Point numerical = check_gradient(*bowl.surface, place.at).numerical;
    run.figure({.what = make_issue("", "gradient at ({}, {}), along {}", place.at.x, place.at.y, "x"),
                .book = place.gradient.x,
                .digit = 1e-8})
        .ours = {numerical.x};
    run.figure({.what = make_issue("", "gradient at ({}, {}), along {}", place.at.x, place.at.y, "y"),
                .book = place.gradient.y,
                .digit = 1e-8})
        .ours = {numerical.y};
  }
}

}  // namespace

BookRow gradient_field() {
  return {.about = {.name = "gradient_field",
                    .chapter = 4,
                    .title = "Gradient field",
                    .help = "Arrows of the negative gradient of x^2 + y^2: all of them point to the lowest place."},
          .order = 2,
          .make = make_field};
}

}  // namespace saddle::book
