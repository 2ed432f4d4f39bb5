#include "probes/shared/loss_plane.h"
#include "train/probe_type.h"

// The loss on a plane through the weights; see LossPlane::reading().
namespace saddle::probes {
namespace {

Reading measure_landscape(const Probe& probe, ProbeContext& context) {
  const auto options = read<LossPlaneOptions>(probe.options, "probe");
  context.memory.of<LossPlane>().advance(options, context);
  return context.memory.of<LossPlane>().reading(context);
}

}  // namespace

ProbeType landscape() {
  return {.entry = {.name = "landscape",
                    .title = "Landscape",
                    .help = "The loss on a plane through the weights, and the path that they took.",
                    .formula = "L(θ + x·d1 + y·d2)",
                    .source = "Li et al., 2018",
                    .properties = table_of<LossPlaneOptions>()},
          .measure = measure_landscape};
}

}  // namespace saddle::probes
