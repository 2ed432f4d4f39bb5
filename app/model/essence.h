#pragma once

#include "saddle/experiment.h"

namespace saddle::app {

// Returns what decides a run: without names and remarks.
Experiment essence(Experiment experiment);

}  // namespace saddle::app
