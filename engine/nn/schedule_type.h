#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

namespace saddle {

// Where a training is.
struct Moment {
  int64_t step = 0, total_steps = 1, steps_per_epoch = 1;
  double epoch() const { return static_cast<double>(step) / static_cast<double>(steps_per_epoch); }
};

struct ScheduleType {
  Entry entry;
  std::function<double(const TrainingOptions&, const Moment&)> factor;  // what is left of the learning rate
};

namespace schedules {
const std::vector<ScheduleType>& all();
}

// The factor of the chosen schedule, with the warm-up: over the first `warmup` epochs the rate grows evenly from a
// first share to the whole (Goyal et al., 2017, 2.2).
double schedule_factor(const TrainingOptions& training, const Moment& moment);

}  // namespace saddle
