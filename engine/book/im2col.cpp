#include <array>
#include <utility>

#include <fmt/format.h>

#include "book/shared/run.h"
#include "saddle/plan.h"

namespace saddle::book {
namespace {

// im2col turns each place of the filter into a row: N x OH x OW rows of C x FH x FW numbers. The plan of a convolution
// of one filter says both: OH x OW by the shape of its output, C x FH x FW by its weights.
void make_im2col(BookRun& run) {
  const Node convolution{.name = "", .type = "conv2d", .properties = {{"filters", 1}, {"kernel", 5}, {"bias", false}}};
  const Plan planned = plan({convolution}, {3, 7, 7});
  const Plan::Step& step = planned.steps[StepIndex(0)];
  for (const auto& [images, rows] : {std::pair{1, 9}, std::pair{10, 90}}) {
    run.figure({.what = make_issue("", "rows of the matrix for {} images of (3, 7, 7)", images),
                .book = static_cast<double>(rows)})
        .ours = {static_cast<double>(images * step.shape.size())};
  }
  run.figure({.what = make_issue("", "columns: 3 channels of 5 × 5"), .book = 75}).ours = {
      static_cast<double>(step.parameters)};
}

}  // namespace

BookRow im2col() {
  return {
      .about = {.name = "im2col",
                .chapter = 7,
                .title = "im2col",
                .help = "Every place that a filter comes to becomes a row of a matrix: (1, 3, 7, 7) becomes (9, 75)."},
      .order = 1,
      .make = make_im2col};
}

}  // namespace saddle::book
