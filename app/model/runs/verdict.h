#pragma once

#include <optional>
#include <vector>

#include "saddle/experiment_file.h"
#include "saddle/snapshot.h"

// A run beside the figures that were published of its experiment.
namespace saddle::app {

struct Verdict {
  Reference reference;
  std::optional<double> here = {};  // none: the run has not come so far
  bool agrees = false;
};

// The curve of that name (see reference_curves()).
const Curve& curve_named(const Curves& curves, const std::string& name);

// What the run has at a step: of losses of single batches the mean over 50 steps around it, of what is measured now and
// then the straight line between two measurements; of test accuracy the whole set, where it was measured there.
std::optional<double> value_at(const Curves& curves, const std::string& name, double step);

std::vector<Verdict> verdicts(const Experiment& experiment, const Curves& curves);

// Whether the published figures speak of this run: it is the preset as it stands, but for the seed and what changes no
// result. An experiment of the user's own is its own preset.
bool as_published(const Experiment& run, const std::vector<Preset>& presets);

}  // namespace saddle::app
