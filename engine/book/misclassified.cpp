#include "book/shared/run.h"
#include "saddle/probe.h"
#include "saddle/reading.h"

namespace saddle::book {
namespace {

void make_misclassified(BookRun& run) {
  const Experiment experiment = run.preset("deep-convnet");
  Trainer trainer(experiment, run.data(experiment));
  for (int64_t step = 0; step < trainer.steps_per_epoch(); ++step) {
    run.done(static_cast<double>(step) / static_cast<double>(trainer.steps_per_epoch()));
    trainer.step();
  }
  const Evaluation tested = trainer.evaluate(Dataset::Part::test);
  const double wrong = static_cast<double>(tested.samples) * (1 - tested.accuracy);
  run.figure({.what = make_issue("", "images of 10,000 that it gets wrong after one epoch"),
              .rule = BookFigure::Rule::shown})
      .ours = {wrong};
  run.figure({.what = make_issue("", "... which are enough for the book's twenty"),
              .book = 20,
              .rule = BookFigure::Rule::at_least})
      .ours = {wrong};
}

}  // namespace

BookRow misclassified() {
  return {.about = {.name = "misclassified",
                    .chapter = 8,
                    .title = "What it still gets wrong",
                    .help = "The first images that the deep net misreads, with the answer and what it took them for.",
                    .seconds = 60,
                    .needs_mnist = true},
          .order = 2,
          .make = make_misclassified};
}

}  // namespace saddle::book
