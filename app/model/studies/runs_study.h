#pragma once

#include <optional>
#include <vector>

#include "saddle/study.h"

namespace saddle::app {

// A study whose combinations are these runs, and whatever else their differences combine to: what differs between them
// is what varies. None where there are fewer than two, or where they differ in what cannot vary: layers, or data.
std::optional<Study> study_of_runs(const std::vector<Experiment>& runs);

}  // namespace saddle::app
