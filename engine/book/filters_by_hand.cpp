#include <vector>

#include "book/shared/run.h"
#include "saddle/probe.h"
#include "saddle/reading.h"

namespace saddle::book {
namespace {

// A picture that is dark on the left and bright on the right, through the preset's four filters.
void make_filters(BookRun& run) {
  const Experiment experiment = run.preset("filters-by-hand");
  Trainer trainer(experiment, run.data(experiment));
  constexpr int size = 28, middle = 14;
  std::vector<float> picture(size * size);
  for (int y = 0; y < size; ++y) {
    for (int x = middle; x < size; ++x) picture[static_cast<size_t>(y * size + x)] = 1;
  }
  const Reading reading =
      trainer.measure({.type = "feature_maps", .input = std::make_shared<const std::vector<float>>(picture)});
  const Array& maps = *std::get<FeatureMapsReading>(reading.content).output_of("by_hand");
  const auto at_edge = [&](int filter) {
    return static_cast<double>(maps.values[static_cast<size_t>((filter * size + middle) * size + middle - 1)]);
  };
  run.figure({.what = make_issue("", "Sobel to the right: 1 + 2 + 1"), .book = 4}).ours = {at_edge(0)};
  run.figure({.what = make_issue("", "Sobel downward"), .book = 0}).ours = {at_edge(1)};
  run.figure({.what = make_issue("", "Laplace"), .book = 1}).ours = {at_edge(2)};
  run.figure({.what = make_issue("", "Gauss: a quarter of its weight lies in the bright"), .book = .25}).ours = {
      at_edge(3)};
}

}  // namespace

BookRow filters_by_hand() {
  return {.about = {.name = "filters_by_hand",
                    .chapter = 9,
                    .title = "Filters by hand",
                    .help = "Sobel, Laplace and Gauss over an upright edge: what each of them answers."},
          .order = 3,
          .make = make_filters};
}

}  // namespace saddle::book
