#include "book/shared/run.h"

namespace saddle::book {
namespace {

void make_inference(BookRun& run) {
  BookFigure& right = run.figure({.what = make_issue("", "test set, with weights of our own"),
                                  .book = .9352,
                                  .digit = 1e-4,
                                  .margin = .02,
                                  .why = "the book's weights are its author's; ours are trained here"});
  const Experiment experiment = run.preset("three-layer-net");
  const auto dataset = run.data(experiment);
  const int64_t steps = 16 * dataset->train.count / 100;
  run.each_seed(experiment, steps, [&](Trainer& trainer, double) {
    if (trainer.steps() == steps) right.ours.push_back(accuracy_on(trainer, Dataset::Part::test));
  });
}

}  // namespace

BookRow inference() {
  return {
      .about = {.name = "inference",
                .chapter = 3,
                .title = "Reading digits",
                .help = "784-50-100-10 with sigmoid: what a network that is trained already makes of 10,000 images.",
                .seconds = 2,
                .needs_mnist = true},
      .order = 2,
      .make = make_inference};
}

}  // namespace saddle::book
