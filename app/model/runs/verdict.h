#pragma once

#include <optional>
#include <vector>

#include "saddle/experiment_file.h"
#include "saddle/snapshot.h"

// A run compared with the figures that were published for its experiment.
namespace saddle::app {

struct Verdict {
  Reference reference;
  std::optional<double> here = {};  // none: the run has not come so far
  bool agrees = false;
};

// The curve of that name (see reference_curves()).
const Curve& curve_named(const Curves& curves, const std::string& name);

// Returns the run's value at a step: for losses of single batches the mean over the 50 steps around it, for what is
// measured now and then a straight line between two measurements; test accuracy is that of the whole set if it was
// measured there.
std::optional<double> value_at(const Curves& curves, const std::string& name, double step);

std::vector<Verdict> verdicts(const Experiment& experiment, const Curves& curves);

// Whether the published figures apply to this run: it is the preset unchanged, apart from the seed and what does not
// change results. An experiment of the user's own is its own preset.
bool as_published(const Experiment& run, const std::vector<Preset>& presets);

}  // namespace saddle::app
