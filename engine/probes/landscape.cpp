#include "probes/probe_type.h"
#include "probes/shared/loss_plane.h"

// The loss on a plane through the weights; see LossPlane::reading().
namespace saddle::probes {
namespace {

Reading measure(const Probe& probe, ProbeContext& context) {
  const auto options = read<LossPlaneOptions>(probe.options, "probe");
  context.loss_plane.advance(options, context);
  return context.loss_plane.reading(context);
}

}  // namespace

ProbeType landscape() {
  return {.entry = {.name = "landscape",
                    .title = "Landscape",
                    .help = "The loss on a plane through the weights, and the path that they took.",
                    .formula = "L(θ + x·d1 + y·d2)",
                    .source = "Li et al., 2018",
                    .properties = table_of<LossPlaneOptions>()},
          .measure = measure};
}

}  // namespace saddle::probes
