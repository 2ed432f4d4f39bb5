#include <algorithm>

#include "probes/probe_type.h"

// The weights of a convolution, (filters, C, kh, kw). Without a node: of the first one.
namespace saddle::probes {
namespace {

Reading measure(const Probe& probe, ProbeContext& context) {
  const auto& names = context.network.names();
  for (size_t step = 0; step < names.size(); ++step) {
    if (!probe.node.empty() && names[step] != probe.node) continue;
    for (const Param<float>& param : context.network.layer(static_cast<int>(step)).params()) {
      if (param.spec.name != "weight" || param.spec.shape.rank() != 4) continue;
      Reading reading{.step = context.step};
      reading.arrays.push_back(
          {names[step], param.spec.shape, {param.value.data(), param.value.data() + param.value.size()}});
      return reading;
    }
  }
  return {.step = context.step};
}

}  // namespace

ProbeType filters() {
  return {.entry = {.name = "filters",
                    .title = "Filters",
                    .help = "The weights of a convolution, a picture for each filter."},
          .measure = measure};
}

}  // namespace saddle::probes
