#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// One way to do away with a fault: a button.
struct Mend {
  Issue label;  // "Use {}" with its arguments; no place
  std::function<void(Experiment&)> apply;
};

// What would do away with an issue of check(), the best first: each was tried and leaves fewer faults, this one not
// among them. Also for what only shows when a run begins (a layer that passes no gradient on, missing data), where
// nothing can be tried. May be empty.
// `directory`: as in --data.
std::vector<Mend> mends(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory = {});

}  // namespace saddle
