#pragma once

#include <string>
#include <vector>

#include "book/shared/run.h"

namespace saddle {

struct AccuraciesAt {
  int64_t steps = 0;
  double train = 0, test = 0;
};
// Trains a preset on and compares its accuracies over both whole sets with the book's.
void compare_accuracies(BookRun& run, const std::string& preset, const std::vector<AccuraciesAt>& book);

struct LossAt {
  int64_t iteration = 0;
  double loss = 0;
};
// The same of the losses of single batches. The book prints the loss after the update that the batch has led to; ours
// tells it before.
void compare_losses(BookRun& run, const std::string& preset, const std::vector<LossAt>& book);

// Accuracies over both whole sets after so many steps.
void compare_ends(BookRun& run, const std::string& preset, int64_t steps, double train, double test);

}  // namespace saddle
