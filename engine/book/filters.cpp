#include <cmath>

#include "book/shared/run.h"
#include "saddle/probe.h"
#include "saddle/reading.h"

namespace saddle::book {
namespace {

// How alike neighbors within a filter are: the correlation of weights that lie side by side. Noise has none; an edge or
// a blob has much of it.
double smoothness(const Array& weight) {
  const int64_t width = weight.shape[3], rows = weight.shape.size() / width;
  double products = 0, squares = 0;
  for (int64_t row = 0; row < rows; ++row) {
    const float* w = weight.values.data() + row * width;
    for (int64_t x = 0; x + 1 < width; ++x) {
      products += static_cast<double>(w[x]) * w[x + 1];
      squares += (static_cast<double>(w[x]) * w[x] + static_cast<double>(w[x + 1]) * w[x + 1]) / 2;
    }
  }
  return products / squares;
}

double measured_smoothness(Trainer& trainer) {
  const Reading reading = trainer.measure({.type = "filters"});
  return smoothness(std::get<FiltersReading>(reading.content).weight);
}

void make_filters_that_form(BookRun& run) {
  const Experiment experiment = run.preset("simple-convnet");
  Trainer trainer(experiment, run.data(experiment));
  run.figure({.what = make_issue("", "before training: neighbors are alike by"),
              .book = .1,
              .rule = BookFigure::Rule::at_most})
      .ours = {measured_smoothness(trainer)};
  for (int64_t step = 0; step < trainer.steps_per_epoch(); ++step) {
    run.done(static_cast<double>(step) / static_cast<double>(trainer.steps_per_epoch()));
    trainer.step();
  }
  run.figure({.what = make_issue("", "after an epoch: edges and blobs, alike by"),
              .book = .3,
              .rule = BookFigure::Rule::at_least})
      .ours = {measured_smoothness(trainer)};
}

}  // namespace

BookRow filters() {
  return {.about = {.name = "filters",
                    .chapter = 7,
                    .title = "Filters before and after training",
                    .help = "Thirty filters begin as noise and become edges and blobs.",
                    .seconds = 15,
                    .needs_mnist = true},
          .order = 3,
          .make = make_filters_that_form};
}

}  // namespace saddle::book
