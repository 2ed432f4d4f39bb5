#include "train/probe_type.h"

// The parameters of one layer as they are. Without those of more than `most` numbers.
namespace saddle::probes {
namespace {

constexpr int64_t most = 4096;

Reading measure_parameters(const Probe& probe, ProbeContext& context) {
  const std::optional<StepIndex> step = context.network.step_named(probe.node);
  if (!step) return {.step = context.step};
  ParametersReading reading;
  for (const Param<float>& param : context.network.layer(*step).params()) {
    if (param.value.size() > most) continue;
    reading.parameters.push_back(
        {param.spec.name, {param.spec.shape, {param.value.data(), param.value.data() + param.value.size()}}});
  }
  return {.step = context.step, .content = std::move(reading)};
}

}  // namespace

ProbeType parameters() {
  return {.entry = {.name = "parameters", .title = "Parameters", .help = "The weights and biases of one layer."},
          .measure = measure_parameters};
}

}  // namespace saddle::probes
