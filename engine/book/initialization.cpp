#include "book/shared/comparisons.h"

namespace saddle::book {
namespace {

void make_initialization(BookRun& run) {
  run.expect(3);
  compare_losses(run, "initialization-std", {{1900, 2.305}});
  compare_losses(run, "initialization-xavier", {{1900, .377}});
  compare_losses(run, "initialization-he", {{1900, .286}});
}

}  // namespace

BookRow initialization() {
  return {.about = {.name = "initialization",
                    .chapter = 6,
                    .title = "Three initializations on MNIST",
                    .help = "784-100x4-10 with ReLU and SGD: with a standard deviation of 0.01 it never learns.",
                    .seconds = 3,
                    .needs_mnist = true},
          .order = 4,
          .make = make_initialization};
}

}  // namespace saddle::book
