#include <map>

#include "book/shared/run.h"

namespace saddle::book {
namespace {

void make_check(BookRun& run) {
  const std::map<std::string, double> book = {
      {"dense_1/weight", 1.8e-6}, {"dense_1/bias", 2.4e-5}, {"dense_2/weight", 6.2e-9}, {"dense_2/bias", 1.4e-7}};
  const Experiment experiment = run.preset("gradient-check");
  const GradientCheck check =
      check_gradients(experiment, run.data(experiment), {.h = 1e-4, .batch = 3, .per_parameter = 500});
  for (const GradientCheck::Row& row : check.rows) {
    run.figure({.what = make_issue("", "{}: mean absolute difference", row.parameter),
                .book = book.at(row.parameter),
                .rule = BookFigure::Rule::at_most})
        .ours = {row.mean_absolute_difference};
  }
}

}  // namespace

BookRow gradient_check() {
  return {.about = {.name = "gradient_check",
                    .chapter = 5,
                    .title = "Gradient check",
                    .help = "Backpropagation against numerical differences, with three images of digits.",
                    .needs_mnist = true},
          .order = 3,
          .make = make_check};
}

}  // namespace saddle::book
