#pragma once

#include <vector>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

namespace saddle {

// What keeps a network that was trained from being asked about such samples: that its layers, its end and its loss do
// not fit each other or them. What would only keep it from learning, or from learning well, is no reason.
std::vector<Issue> check_for_asking(const Experiment& experiment, const catalog::SampleInfo& sample);

}  // namespace saddle
