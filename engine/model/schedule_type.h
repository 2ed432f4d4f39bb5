#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

namespace saddle {

// Where a training is.
struct Progress {
  int64_t step = 0, total_steps = 1, steps_per_epoch = 1;
  double epoch() const { return static_cast<double>(step) / static_cast<double>(steps_per_epoch); }
};

struct ScheduleType {
  Entry entry;
  std::function<double(const TrainingOptions&, const Progress&)> factor;  // what is left of the learning rate
};

namespace schedules {
const std::vector<ScheduleType>& all();
}

}  // namespace saddle
