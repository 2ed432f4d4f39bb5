#include <array>

#include "book/shared/run.h"

namespace saddle::book {
namespace {

// The layer alone, on numbers that are typed in.
std::vector<double> activated(const std::string& layer) {
  Experiment experiment{.name = layer,
                        .data = {"typed", {{"rows", std::string("-1 : 0")}, {"targets", std::string("numbers")}}},
                        .network = {{.name = "", .type = layer}},
                        .loss = {"mean_squared_error"}};
  Trainer trainer(experiment, load_dataset(experiment.data));
  const std::array<float, 3> x{-1, 1, 2};
  const auto y = trainer.infer(x);
  return {y.begin(), y.end()};
}

void make_activations(BookRun& run) {
  struct Row {
    std::string layer;
    std::array<double, 3> at;
    double digit;
  };
  const std::array<Row, 3> rows{
      {{"step", {0, 1, 1}, 0}, {"sigmoid", {.26894142, .73105858, .88079708}, 2e-7}, {"relu", {0, 1, 2}, 0}}};
  const std::array<const char*, 3> x{"-1", "1", "2"};
  for (const Row& row : rows) {
    const auto y = activated(row.layer);
    for (size_t i = 0; i < 3; ++i) {
      run.figure({.what = make_issue("", "{} of {}", row.layer, x[i]), .book = row.at[i], .digit = row.digit}).ours = {
          y[i]};
    }
  }
}

}  // namespace

BookRow activations() {
  return {.about = {.name = "activations",
                    .chapter = 3,
                    .title = "Activation functions",
                    .help = "Step, sigmoid and ReLU: what a node makes of the sum that it gets."},
          .order = 1,
          .make = make_activations};
}

}  // namespace saddle::book
