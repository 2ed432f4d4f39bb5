#pragma once

#include "model/schedule_type.h"

namespace saddle {

// The factor of the chosen schedule, with the warm-up: over the first `warmup` epochs the rate grows evenly from a
// first share to the whole (Goyal et al., 2017, 2.2).
double schedule_factor(const TrainingOptions& training, const Progress& progress);

}  // namespace saddle
