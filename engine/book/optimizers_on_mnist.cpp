#include "book/shared/comparisons.h"

namespace saddle::book {
namespace {

void make_optimizers(BookRun& run) {
  run.expect(4);
  compare_losses(run, "optimizer-sgd", {{100, 1.484}, {1900, .150}});
  compare_losses(run, "optimizer-momentum", {{100, .422}, {1900, .050}});
  compare_losses(run, "optimizer-adagrad", {{100, .191}, {1900, .016}});
  compare_losses(run, "optimizer-adam", {{100, .338}, {1900, .032}});
}

}  // namespace

BookRow optimizers_on_mnist() {
  return {.about = {.name = "optimizers_on_mnist",
                    .chapter = 6,
                    .title = "Four optimizers on MNIST",
                    .help = "784-100x4-10 with ReLU: SGD is last, AdaGrad first, each at its usual rate.",
                    .seconds = 5,
                    .needs_mnist = true},
          .order = 2,
          .make = make_optimizers};
}

}  // namespace saddle::book
