#include <cmath>

#include "model/schedule_type.h"

namespace saddle::schedules {

ScheduleType step() {
  return {.entry = {.name = "step",
                    .title = "Steps down",
                    .help = "Every drop_every epochs the learning rate is multiplied by drop_factor.",
                    .formula = "drop_factor ^ floor(epoch / drop_every)",
                    .source = "He, Zhang, Ren and Sun, 2016, 3.4"},
          .factor = [](const TrainingOptions& training, const Progress& progress) {
            return std::pow(training.drop_factor, std::floor(progress.epoch() / training.drop_every));
          }};
}

}  // namespace saddle::schedules
