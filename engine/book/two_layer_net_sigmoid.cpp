#include "book/shared/comparisons.h"

namespace saddle::book {

BookRow two_layer_net_sigmoid() {
  return {.about = {.name = "two_layer_net_sigmoid",
                    .chapter = 4,
                    .title = "A two-layer net learns",
                    .help = "784-50-10 with sigmoid, 9,600 mini-batches of 100: both accuracies rise together.",
                    .seconds = 2,
                    .needs_mnist = true},
          .order = 5,
          .make = [](BookRun& run) {
            compare_accuracies(run, "two-layer-net-sigmoid",
                               {{1, .0986, .0958}, {601, .7893, .7947}, {1201, .8764, .8811}, {9601, .9471, .9465}});
          }};
}

}  // namespace saddle::book
