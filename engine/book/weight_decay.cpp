#include "book/shared/comparisons.h"

namespace saddle::book {
namespace {

constexpr int64_t decay_steps = 201 * 3;

void make_decay(BookRun& run) {
  run.expect(2);
  compare_ends(run, "weight-decay", decay_steps, .927, .721);
  BookFigure& by_heart = run.figure({.what = make_issue("", "without it: training set, learned by heart"),
                                     .book = .99,
                                     .rule = BookFigure::Rule::at_least});
  BookFigure& gap = run.figure({.what = make_issue("", "without it: the gap is wider"),
                                .book = .927 - .721,
                                .rule = BookFigure::Rule::at_least});
  run.each_seed(run.preset("overfitting"), decay_steps, [&](Trainer& trainer, double) {
    if (trainer.steps() != decay_steps) return;
    by_heart.ours.push_back(accuracy_on(trainer, Dataset::Part::train));
    gap.ours.push_back(by_heart.ours.back() - accuracy_on(trainer, Dataset::Part::test));
  });
}

}  // namespace

BookRow weight_decay() {
  return {.about = {.name = "weight_decay",
                    .chapter = 6,
                    .title = "Overfitting and weight decay",
                    .help = "300 images are learned by heart; a weight decay of 0.1 keeps the two accuracies closer.",
                    .seconds = 1,
                    .needs_mnist = true},
          .order = 6,
          .make = make_decay};
}

}  // namespace saddle::book
