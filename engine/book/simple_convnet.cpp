#include "book/shared/run.h"

namespace saddle::book {
namespace {

// One run: five of an epoch of these would take as long as all the rest.
void make_simple_convnet(BookRun& run) {
  const Experiment experiment = run.preset("simple-convnet");
  Trainer trainer(experiment, run.data(experiment));
  run.figure({.what = make_issue("", "parameters"), .book = 433'890}).ours = {
      static_cast<double>(trainer.plan().parameters())};
  for (int64_t step = 0; step < trainer.steps_per_epoch(); ++step) {
    run.done(static_cast<double>(step) / static_cast<double>(trainer.steps_per_epoch()));
    trainer.step();
  }
  run.figure({.what = make_issue("", "test set after one epoch"),
              .book = .96,
              .digit = 1e-2,
              .margin = .01,
              .why = "one run of ours against one of the book's"})
      .ours = {accuracy_on(trainer, Dataset::Part::test)};
}

}  // namespace

BookRow simple_convnet() {
  return {.about = {.name = "simple_convnet",
                    .chapter = 7,
                    .title = "A simple convolutional net",
                    .help = "Thirty filters of 5 × 5, pooling and two dense layers: 96 % after one epoch.",
                    .seconds = 15,
                    .needs_mnist = true},
          .order = 2,
          .make = make_simple_convnet};
}

}  // namespace saddle::book
