#include "book/shared/prices.h"

namespace saddle::book {

BookRow apple_orange_graph() {
  return {.about = {.name = "apple_orange_graph",
                    .chapter = 5,
                    .title = "Buying apples and oranges",
                    .help = "A sum passes the gradient on to both of its inputs; a product swaps them."},
          .order = 2,
          .make = [](BookRun& run) {
            compare_price(run, "apple-orange-graph", 715,
                          {{"apple", 2.2}, {"apple_count", 110}, {"orange", 3.3}, {"orange_count", 165}, {"tax", 650}});
          }};
}

}  // namespace saddle::book
