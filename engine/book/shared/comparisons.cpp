#include "book/shared/comparisons.h"

#include <fmt/format.h>

namespace saddle {

void compare_accuracies(BookRun& run, const std::string& preset, const std::vector<AccuraciesAt>& book) {
  std::vector<BookFigure*> train, test;
  for (const AccuraciesAt& at : book) {
    train.push_back(
        &run.figure({.what = make_issue("", "training set, step {}", at.steps), .book = at.train, .digit = 1e-4}));
    test.push_back(
        &run.figure({.what = make_issue("", "test set, step {}", at.steps), .book = at.test, .digit = 1e-4}));
  }
  run.each_seed(run.preset(preset), book.back().steps, [&](Trainer& trainer, double) {
    for (size_t i = 0; i < book.size(); ++i) {
      if (trainer.steps() != book[i].steps) continue;
      train[i]->ours.push_back(accuracy_on(trainer, Dataset::Part::train));
      test[i]->ours.push_back(accuracy_on(trainer, Dataset::Part::test));
    }
  });
}

void compare_losses(BookRun& run, const std::string& preset, const std::vector<LossAt>& book) {
  std::vector<BookFigure*> figures;
  for (const LossAt& at : book) {
    figures.push_back(&run.figure(
        {.what = make_issue("", "{}: loss at iteration {}", preset, at.iteration), .book = at.loss, .digit = 1e-3}));
  }
  run.each_seed(run.preset(preset), book.back().iteration + 1, [&](Trainer& trainer, double loss) {
    for (size_t i = 0; i < book.size(); ++i) {
      if (trainer.steps() == book[i].iteration + 1) figures[i]->ours.push_back(loss);
    }
  });
}

void compare_ends(BookRun& run, const std::string& preset, int64_t steps, double train, double test) {
  BookFigure& on_train = run.figure({.what = make_issue("", "{}: training set", preset), .book = train, .digit = 1e-3});
  BookFigure& on_test = run.figure({.what = make_issue("", "{}: test set", preset), .book = test, .digit = 1e-3});
  run.each_seed(run.preset(preset), steps, [&](Trainer& trainer, double) {
    if (trainer.steps() != steps) return;
    on_train.ours.push_back(accuracy_on(trainer, Dataset::Part::train));
    on_test.ours.push_back(accuracy_on(trainer, Dataset::Part::test));
  });
}

}  // namespace saddle
