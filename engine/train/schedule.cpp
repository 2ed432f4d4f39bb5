#include "train/schedule.h"

#include <algorithm>

#include "model/type_named.h"

namespace saddle {

double schedule_factor(const TrainingOptions& training, const Progress& progress) {
  // Who trains on after the end starts another round.
  Progress here = progress;
  here.step = progress.step % progress.total_steps;
  const double factor = type_named(schedules::all(), training.schedule).factor(training, here);
  const double warmup_steps = training.warmup * static_cast<double>(progress.steps_per_epoch);
  if (warmup_steps <= 0) return factor;
  return factor * std::min(1.0, static_cast<double>(here.step + 1) / warmup_steps);
}

}  // namespace saddle
