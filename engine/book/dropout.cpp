#include "book/shared/comparisons.h"

namespace saddle::book {

BookRow dropout() {
  return {.about = {.name = "dropout",
                    .chapter = 6,
                    .title = "Dropout",
                    .help = "The same 300 images with dropout of 0.2: slower, and the gap is narrower.",
                    .seconds = 1,
                    .needs_mnist = true},
          .order = 7,
          .make = [](BookRun& run) { compare_ends(run, "dropout", 301 * 3, .670, .548); }};
}

}  // namespace saddle::book
