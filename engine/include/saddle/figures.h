#pragma once

#include <array>
#include <limits>
#include <span>
#include <string_view>

#include "saddle/snapshot.h"

namespace saddle {

// What a run came to. NaN: not measured, not applicable (accuracies of regression), or the run diverged.
struct Figures {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double train_loss = none;      // of the last mini-batch
  double train_accuracy = none;  // over training.evaluate_samples samples
  double validation_loss = none, validation_accuracy = none;
  double test_loss = none, test_accuracy = none;  // of the whole part, as those of validation
};

// All of them: who writes, reads or compares figures walks this list.
struct FigureRow {
  std::string_view name;
  double Figures::*value;
  Curve Curves::*curve;  // its course over the steps
  bool more_is_better;
};
inline constexpr std::array<FigureRow, 6> figure_table{{
    {"train_loss", &Figures::train_loss, &Curves::train_loss, false},
    {"train_accuracy", &Figures::train_accuracy, &Curves::train_accuracy, true},
    {"validation_loss", &Figures::validation_loss, &Curves::validation_loss, false},
    {"validation_accuracy", &Figures::validation_accuracy, &Curves::validation_accuracy, true},
    {"test_loss", &Figures::test_loss, &Curves::test_loss, false},
    {"test_accuracy", &Figures::test_accuracy, &Curves::test_accuracy, true},
}};

// The row of that name. Throws Error at `where` that lists the names.
const FigureRow& figure_row(std::string_view name, const std::string& where);

// Those of a run that has ended, as far as its snapshot has them: of validation, over evaluate_samples samples. A run
// that diverged or failed has none.
Figures figures_of(const RunSnapshot& end);

// How a figure spreads over runs that differ in their seeds alone.
struct Spread {
  double median = Figures::none, least = Figures::none, greatest = Figures::none;
};
// A run without this figure, because it diverged, counts as worse than any number: where one of the three falls on such
// a run it is NaN. The median of an even number of runs is the mean of the two in the middle.
Spread spread_of(std::span<const double> values, bool more_is_better);

}  // namespace saddle
