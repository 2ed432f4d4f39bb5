#include <array>
#include <cmath>

#include "book/shared/run.h"
#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle::book {
namespace {

// How often the path crosses the floor of the valley, y = 0.
double crossings(const Trajectory& path) {
  int crossings = 0;
  for (int64_t k = 1; k <= path.steps(); ++k) crossings += path.at(k - 1).y * path.at(k).y < 0;
  return crossings;
}

void make_race(BookRun& run) {
  const Function bowl = make_function("x^2/20 + y^2");
  struct Contestant {
    const char *name, *optimizer;
    double learning_rate;
  };
  const std::array<Contestant, 4> contestants{
      {{"SGD", "sgd", .95}, {"Momentum", "momentum", .1}, {"AdaGrad", "adagrad", 1.5}, {"Adam", "adam", .3}}};
  for (const Contestant& contestant : contestants) {
    const Racer racer{.name = contestant.name,
                      .optimizer = {contestant.optimizer, {{"learning_rate", contestant.learning_rate}}}};
    const Race race{.racers = {racer}, .start = {-7, 2}, .steps = 29};
    const Trajectory path = walk(*bowl.surface, race, racer);
    const std::string name = contestant.name;
    if (name == "SGD")
      run.figure({.what = make_issue("", "SGD: crosses the valley"), .book = 20, .rule = BookFigure::Rule::at_least})
          .ours = {crossings(path)};
    if (name == "AdaGrad")
      run.figure({.what = make_issue("", "AdaGrad: crosses the valley"), .book = 2, .rule = BookFigure::Rule::at_most})
          .ours = {crossings(path)};
    run.figure({.what = make_issue("", "{}: distance from the lowest place at the end", name),
                .rule = BookFigure::Rule::shown})
        .ours = {std::hypot(path.x.back(), path.y.back())};
  }
}

}  // namespace

BookRow optimizers_on_a_bowl() {
  return {.about = {.name = "optimizers_on_a_bowl",
                    .chapter = 6,
                    .title = "Four optimizers in a valley",
                    .help = "Down x^2/20 + y^2 from (-7, 2), 30 points: SGD zigzags, AdaGrad goes straight in."},
          .order = 1,
          .make = make_race};
}

}  // namespace saddle::book
