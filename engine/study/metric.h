#pragma once

#include <filesystem>

#include "saddle/experiment.h"
#include "saddle/figures.h"

namespace saddle {

// Throws Error where the runs of an experiment have no such figure: regression has no accuracy. `directory`: as in
// --data.
void check_metric(const FigureRow& metric, const Experiment& experiment, const std::filesystem::path& directory);

}  // namespace saddle
