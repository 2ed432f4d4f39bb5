#include "model/schedule_type.h"

namespace saddle::schedules {

ScheduleType constant() {
  return {.entry = {.name = "constant",
                    .title = "Constant",
                    .help = "The learning rate stays as it is set.",
                    .formula = "1"},
          .factor = [](const TrainingOptions&, const Progress&) { return 1.0; }};
}

}  // namespace saddle::schedules
