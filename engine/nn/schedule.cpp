#include <algorithm>

#include "nn/schedule_type.h"
#include "nn/type_named.h"

namespace saddle {

double schedule_factor(const TrainingOptions& training, const Moment& moment) {
  // Who trains on after the end starts another round.
  Moment here = moment;
  here.step = moment.step % moment.total_steps;
  const double factor = type_named(schedules::all(), training.schedule).factor(training, here);
  const double warmup_steps = training.warmup * static_cast<double>(moment.steps_per_epoch);
  if (warmup_steps <= 0) return factor;
  return factor * std::min(1.0, static_cast<double>(here.step + 1) / warmup_steps);
}

}  // namespace saddle
