#include <chrono>

#include "book/shared/run.h"

namespace saddle::book {
namespace {

template <class Work>
double seconds_of(const Work& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

void make_comparison(BookRun& run) {
  const Experiment experiment = run.preset("two-layer-net-sigmoid");
  Trainer trainer(experiment, run.data(experiment));
  const int64_t passes = 2 * trainer.plan().parameters();
  run.figure({.what = make_issue("", "forward passes of one numerical gradient"), .book = 79'520}).ours = {
      static_cast<double>(passes)};
  constexpr int repeats = 200;
  const double step = seconds_of([&] {
    for (int i = 0; i < repeats; ++i) trainer.step();
  });
  const double forward = seconds_of([&] {
    for (int i = 0; i < repeats; ++i) trainer.evaluate(Dataset::Part::train, 100);
  });
  run.figure({.what = make_issue("", "their time, in steps by backpropagation"), .rule = BookFigure::Rule::shown})
      .ours = {static_cast<double>(passes) * forward / step};
}

}  // namespace

BookRow why_backpropagation() {
  return {.about = {.name = "why_backpropagation",
                    .chapter = 4,
                    .title = "Why backpropagation",
                    .help = "One gradient of that net by numerical differences takes two forward passes a parameter.",
                    .needs_mnist = true},
          .order = 6,
          .make = make_comparison};
}

}  // namespace saddle::book
