#include "book/shared/run.h"

namespace saddle::book {
namespace {

void make_clusters(BookRun& run) {
  const Experiment experiment = run.preset("ten-clusters");
  const auto dataset = run.data(experiment);
  {
    Trainer trainer(experiment, dataset);
    run.figure({.what = make_issue("", "parameters"), .book = 1674}).ours = {
        static_cast<double>(trainer.plan().parameters())};
  }
  // Clusters may overlap: their centers are drawn.
  BookFigure& train =
      run.figure({.what = make_issue("", "training set"), .book = .8, .rule = BookFigure::Rule::at_least});
  BookFigure& test = run.figure({.what = make_issue("", "test set"), .rule = BookFigure::Rule::shown});
  const int64_t steps = Trainer(experiment, dataset).total_steps();
  run.each_seed(experiment, steps, [&](Trainer& trainer, double) {
    if (trainer.steps() != steps) return;
    train.ours.push_back(accuracy_on(trainer, Dataset::Part::train));
    test.ours.push_back(accuracy_on(trainer, Dataset::Part::test));
  });
}

}  // namespace

BookRow ten_clusters() {
  return {.about = {.name = "ten_clusters",
                    .chapter = 9,
                    .title = "Ten clusters",
                    .help = "Ten clouds of points, 128 sigmoid units: the regions that the net decides on.",
                    .seconds = 1},
          .order = 1,
          .make = make_clusters};
}

}  // namespace saddle::book
