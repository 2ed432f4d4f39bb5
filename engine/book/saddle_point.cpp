#include <cmath>

#include "book/shared/run.h"
#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle::book {
namespace {

void make_saddle(BookRun& run) {
  const Function saddle = make_function("x^2 - y^2");
  const auto left_at = [&](const char* optimizer, double rate) {
    const Racer racer{.name = optimizer, .optimizer = {optimizer, {{"learning_rate", rate}}}};
    const Race race{.racers = {racer}, .start = {1, 1e-6}, .steps = 60};
    return std::abs(walk(*saddle.surface, race, racer).y.back());
  };
  run.figure({.what = make_issue("", "{}, 60 steps from near the ridge: distance from it", "sgd"),
              .book = .1,
              .rule = BookFigure::Rule::at_most})
      .ours = {left_at("sgd", .1)};
  for (const char* optimizer : {"momentum", "rmsprop", "adam"}) {
    run.figure({.what = make_issue("", "{}, 60 steps from near the ridge: distance from it", optimizer),
                .book = 1,
                .rule = BookFigure::Rule::at_least})
        .ours = {left_at(optimizer, .1)};
  }
}

}  // namespace

BookRow saddle_point() {
  return {.about = {.name = "saddle_point",
                    .chapter = 9,
                    .title = "A saddle point",
                    .help = "x^2 - y^2 from near its ridge: plain gradient descent sticks, momentum and adaptive rates "
                            "leave."},
          .order = 2,
          .make = make_saddle};
}

}  // namespace saddle::book
