#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"

namespace saddle::app {

// A run again, with one thing changed.
struct Comparison {
  std::string name;              // of its button, "again.KIND.WHAT": "again.optimizer.adam"
  std::string_view title, help;  // in English
  Experiment experiment;
  bool possible;  // it would run, and differs from what it is compared with
};

// Returns what a run of `base` can be compared with at one click: other optimizers, other first weights, and the
// network without what makes deep ones learn, where it has that. All of one kind stand together.
std::vector<Comparison> comparisons(const Experiment& base, const std::filesystem::path& data_directory);

}  // namespace saddle::app
