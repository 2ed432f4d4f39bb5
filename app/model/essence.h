#pragma once

#include "saddle/experiment.h"

namespace saddle::app {

// What decides a run: names and remarks do not.
Experiment essence(Experiment experiment);

}  // namespace saddle::app
