#include <array>
#include <cmath>

#include <fmt/format.h>

#include "book/shared/run.h"

namespace saddle::book {
namespace {

constexpr int64_t wall_steps = 200;  // 20 epochs of 1,000 images

struct Deviation {
  double deviation, without, with;  // accuracies; not a number: overflows
};
const double overflows = std::nan("");
const std::array<Deviation, 9> wall{{{1, overflows, .42},
                                     {.541, overflows, .50},
                                     {.293, .98, .63},
                                     {.158, .82, .76},
                                     {.0858, .24, .89},
                                     {.0464, .12, .95},
                                     {.0251, .12, .99},
                                     {.0136, .12, 1.0},
                                     {.0001, .12, .52}}};

void make_plot(BookRun& run, const std::string& preset, double deviation, double book) {
  // exp() of ours is of at most 0, and its sums do not overflow where the book's do: all that is claimed of those runs
  // is that they are lived through.
  BookFigure& figure =
      std::isnan(book)
          ? run.figure({.what = make_issue("", "{}, std {}: share of the runs that overflow (the book's did)", preset,
                                           deviation),
                        .book = overflows,
                        .rule = BookFigure::Rule::shown})
          : run.figure({.what = make_issue("", "{}, std {}: training set", preset, deviation),
                        .book = book,
                        .digit = 1e-2,
                        .margin = .03,
                        .why = "the book's is read off a plot"});
  Experiment experiment = run.preset(preset);
  for (Node& node : experiment.network) {
    if (node.type == "dense") node.properties["init"] = deviation;
  }
  run.each_seed(experiment, wall_steps, [&](Trainer& trainer, double loss) {
    const bool overflowed = trainer.steps() > 0 && !std::isfinite(loss), over = trainer.steps() == wall_steps;
    if (std::isnan(book) && (overflowed || over)) figure.ours.push_back(overflowed ? 1 : 0);
    if (!std::isnan(book) && over) figure.ours.push_back(accuracy_on(trainer, Dataset::Part::train));
  });
}

void make_wall(BookRun& run) {
  run.expect(2 * static_cast<int>(wall.size()));
  for (const Deviation& row : wall) make_plot(run, "without-batch-norm", row.deviation, row.without);
  for (const Deviation& row : wall) make_plot(run, "with-batch-norm", row.deviation, row.with);
}

}  // namespace

BookRow batch_norm_wall() {
  return {.about = {.name = "batch_norm_wall",
                    .chapter = 6,
                    .title = "Batch norm, whatever the initialization",
                    .help = "1,000 images and standard deviations from 1 to 0.0001: with batch norm nearly all of them "
                            "learn.",
                    .seconds = 3,
                    .needs_mnist = true},
          .order = 5,
          .make = make_wall};
}

}  // namespace saddle::book
