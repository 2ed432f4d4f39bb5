#pragma once

#include <string>

#include "saddle/experiment.h"

namespace saddle {

// Throws Error where a lock names nothing that this experiment has.
void check_locked_path(const Experiment& experiment, const std::string& path);

}  // namespace saddle
