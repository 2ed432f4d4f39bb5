#include "train/probe_type.h"

// How far the last step that was followed moved the parameters of each layer (Trainer::follow_next_step). The reading
// carries that step.
namespace saddle::probes {
namespace {

Reading measure_updates(const Probe&, ProbeContext& context) {
  return {.step = context.movement.step(), .content = UpdatesReading{context.movement.movements()}};
}

}  // namespace

ProbeType updates() {
  return {.entry = {.name = "updates",
                    .title = "Updates",
                    .help = "The length of each layer's gradient, weights and update; update / weights is about 0.001 "
                            "where learning goes well.",
                    .formula = "|W_new - W| / |W|",
                    .source = "Karpathy, 2015"},
          .measure = measure_updates,
          .kept = 2048};
}

}  // namespace saddle::probes
