#include "probes/shared/distribution.h"
#include "train/probe_type.h"

// How large the parameters are, of every layer.
namespace saddle::probes {
namespace {

struct WeightOptions : HistogramOptions {
  static auto fields() { return HistogramOptions::fields<WeightOptions>(); }
};

Reading measure_weights(const Probe& probe, ProbeContext& context) {
  const auto options = read<WeightOptions>(probe.options, "probe");
  options.check_range();
  const auto params = context.network.params();
  std::vector<Signal> found;
  for (size_t i = 0; i < params.size(); ++i) {
    found.push_back({.name = context.network.param_names()[i],
                     .values = distribution_of(std::as_const(params[i]->value).view(), options, {})});
  }
  return {.step = context.step, .content = WeightsReading{std::move(found)}};
}

}  // namespace

ProbeType weights() {
  return {.entry = {.name = "weights",
                    .title = "Weights",
                    .help = "How large the weights and biases of every layer are.",
                    .properties = table_of<WeightOptions>()},
          .measure = measure_weights};
}

}  // namespace saddle::probes
