#include "book/shared/prices.h"

namespace saddle::book {

BookRow apple_graph() {
  return {.about = {.name = "apple_graph",
                    .chapter = 5,
                    .title = "Buying apples",
                    .help = "Two apples of 100 yen and a tax of 1.1: each gradient says what one more would cost."},
          .order = 1,
          .make = [](BookRun& run) {
            compare_price(run, "apple-graph", 220, {{"apple", 2.2}, {"count", 110}, {"tax", 200}});
          }};
}

}  // namespace saddle::book
