#include <cmath>

#include "book/shared/run.h"
#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle::book {
namespace {

Point walked(double learning_rate, int steps) {
  const Function bowl = make_function("x^2 + y^2");
  const Racer sgd{.name = "SGD", .optimizer = {"sgd", {{"learning_rate", learning_rate}}}};
  const Race race{.racers = {sgd}, .start = {-3, 4}, .steps = steps};
  return walk(*bowl.surface, race, sgd).at(steps);
}

void make_descent(BookRun& run) {
  const auto place = [&](double rate, int steps, Point book, Point digit) {
    const Point ours = walked(rate, steps);
    run.figure({.what = make_issue("", "rate {}, {} steps: {}", rate, steps, "x"), .book = book.x, .digit = digit.x})
        .ours = {ours.x};
    run.figure({.what = make_issue("", "rate {}, {} steps: {}", rate, steps, "y"), .book = book.y, .digit = digit.y})
        .ours = {ours.y};
  };
  place(.1, 20, {-.03459, .04612}, {1e-5, 1e-5});
  place(.1, 100, {-6.111e-10, 8.148e-10}, {1e-13, 1e-13});
  place(1e-10, 100, {-2.99999994, 3.99999992}, {2e-8, 2e-8});
  run.figure({.what = make_issue("", "rate 10, 100 steps: log10 of the distance"),
              .book = 13,
              .rule = BookFigure::Rule::at_least})
      .ours = {std::log10(std::hypot(walked(10, 100).x, walked(10, 100).y))};
}

}  // namespace

BookRow gradient_descent() {
  return {
      .about = {.name = "gradient_descent",
                .chapter = 4,
                .title = "Gradient descent",
                .help = "From (-3, 4) down x^2 + y^2: a rate of 0.1 arrives, 10 flies away, 1e-10 stays where it is."},
      .order = 3,
      .make = make_descent};
}

}  // namespace saddle::book
