#include <array>

#include "book/shared/run.h"

namespace saddle::book {
namespace {

using Answers = std::array<double, 4>;  // to (0, 0), (1, 0), (0, 1), (1, 1)

struct Gate {
  std::string preset, name;
  Answers fires;
};

void make_gates(BookRun& run) {
  const std::array<Gate, 4> gates{{{"gate-and", "AND", {0, 0, 0, 1}},
                                   {"gate-nand", "NAND", {1, 1, 1, 0}},
                                   {"gate-or", "OR", {0, 1, 1, 1}},
                                   {"gate-xor", "XOR of two layers", {0, 1, 1, 0}}}};
  for (const Gate& gate : gates) {
    const Experiment experiment = run.preset(gate.preset);
    Trainer trainer(experiment, run.data(experiment));
    int right = 0;
    for (size_t row = 0; row < 4; ++row) {
      const bool fires = trainer.predict({float(row % 2), float(row / 2)}).back() > 0.5f;
      right += fires == (gate.fires[row] == 1);
    }
    run.figure({.what = make_issue("", "{}: rows of the truth table that are right", gate.name), .book = 4}).ours = {
        double(right)};
  }
  BookFigure& line = run.figure({.what = make_issue("", "XOR with one line, trained: share of rows that are right"),
                                 .book = 0.75,
                                 .rule = BookFigure::Rule::at_most});
  const Experiment experiment = run.preset("xor-one-line");
  const auto dataset = run.data(experiment);
  run.each_seed(experiment, 500, [&](Trainer& trainer, double) {
    if (trainer.steps() == 500) line.ours.push_back(accuracy_on(trainer, Dataset::Part::train));
  });
}

}  // namespace

BookRow gates() {
  return {
      .about = {.name = "gates",
                .chapter = 2,
                .title = "Gates of perceptrons",
                .help = "AND, NAND and OR are a perceptron each, set by hand; no single line separates XOR, and two "
                        "layers do."},
      .order = 1,
      .make = make_gates};
}

}  // namespace saddle::book
