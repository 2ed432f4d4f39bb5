#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// A way to resolve a fault: the label of a button, and the edit behind it.
struct Mend {
  Issue label;  // "Use {}" with its argument; without a place
  std::function<void(Experiment&)> apply;
};

// Returns mends of an issue of check(), the best first. Each was tried: it resolves this issue and leaves no more than
// before. Issues that only show when a run begins, such as missing data, get mends that could not be tried. May be
// empty. `directory` is that of --data.
std::vector<Mend> mends(const Experiment& experiment, const Issue& issue, const std::filesystem::path& directory = {});

// Returns what the narrator offers, tried: none where it offers nothing, changes nothing of this experiment, or would
// leave more issues than before.
struct Event;
std::optional<Mend> mend_of(const Experiment& experiment, const Event& event,
                            const std::filesystem::path& directory = {});

}  // namespace saddle
