#include <cmath>
#include <numbers>

#include "model/schedule_type.h"

namespace saddle::schedules {

ScheduleType cosine() {
  return {.entry = {.name = "cosine",
                    .title = "Cosine",
                    .help = "Falls from the learning rate to 0 at the last epoch, along half a cosine wave.",
                    .formula = "(1 + cos(pi * step / steps)) / 2",
                    .source = "Loshchilov and Hutter, 2017, eq. 5"},
          .factor = [](const TrainingOptions&, const Progress& progress) {
            const double done = static_cast<double>(progress.step) / static_cast<double>(progress.total_steps);
            return 0.5 * (1 + std::cos(std::numbers::pi * done));
          }};
}

}  // namespace saddle::schedules
