#include <algorithm>

#include "nn/initializer.h"
#include "nn/type_named.h"
#include "probes/probe_type.h"

// The weights of a convolution, (filters, C, kh, kw). Without a node: of the first one.
namespace saddle::probes {
namespace {

struct FilterOptions {
  std::string when = "now";
  static auto fields() {
    return std::tuple{field("when", &FilterOptions::when, {.choices = {"now", "start"}},
                            "start: as they were drawn, before the first step; nothing where they came from a file.")};
  }
};

// The layer's weights as they were drawn: drawn again, from the same seed.
Tensor<float> first_weights(size_t step, size_t param, ProbeContext& context) {
  const Plan& plan = context.network.plan();
  const Plan::Step& planned = plan.steps[step];
  const Node& node = context.experiment.network[static_cast<size_t>(planned.node)];
  const LayerType& type = type_named(layers::all(), node.type);
  std::vector<Shape> in;
  for (const int input : planned.inputs) in.push_back(input < 0 ? context.dataset.sample : plan.step_of(input)->shape);
  std::vector<Param<float>> params;
  for (const ParamSpec& spec : type.infer(node.properties, in).params)
    params.push_back({spec, Tensor<float>(spec.shape), {}});
  initialize<float>(params, start_of(node, type), context.seed, context.network.names()[step]);
  return std::move(params[param].value);
}

Reading measure(const Probe& probe, ProbeContext& context) {
  const auto options = read<FilterOptions>(probe.options, "probe");
  const bool now = options.when == "now";
  const auto& names = context.network.names();
  Reading reading{.step = context.step};
  for (size_t step = 0; step < names.size(); ++step) {
    if (!probe.node.empty() && names[step] != probe.node) continue;
    const auto params = context.network.layer(static_cast<int>(step)).params();
    const auto found = std::find_if(params.begin(), params.end(), [](const Param<float>& param) {
      return param.spec.name == "weight" && param.spec.shape.rank() == 4;
    });
    if (found == params.end()) continue;
    if (!now && !context.drawn) return reading;
    const Tensor<float> first =
        now ? Tensor<float>() : first_weights(step, static_cast<size_t>(found - params.begin()), context);
    const Tensor<float>& value = now ? found->value : first;
    reading.arrays.push_back({names[step], found->spec.shape, {value.data(), value.data() + value.size()}});
    return reading;
  }
  return reading;
}

}  // namespace

ProbeType filters() {
  return {.entry = {.name = "filters",
                    .title = "Filters",
                    .help = "The weights of a convolution, a picture for each filter.",
                    .properties = table_of<FilterOptions>()},
          .measure = measure};
}

}  // namespace saddle::probes
