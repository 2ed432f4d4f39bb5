#include "book/shared/comparisons.h"

namespace saddle::book {

BookRow two_layer_net() {
  return {.about = {.name = "two_layer_net",
                    .chapter = 5,
                    .title = "The same by backpropagation, with ReLU",
                    .help = "784-50-10 with ReLU, gradients by backpropagation: 97 % of the test set.",
                    .seconds = 2,
                    .needs_mnist = true},
          .order = 4,
          .make = [](BookRun& run) {
            compare_accuracies(run, "two-layer-net",
                               {{1, .1075, .1064}, {601, .9053, .9047}, {1201, .9236, .9245}, {9601, .9779, .9690}});
          }};
}

}  // namespace saddle::book
