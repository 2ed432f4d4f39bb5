#include <algorithm>

#include "model/type_named.h"
#include "nn/initializer.h"
#include "train/probe_type.h"

// The weights of a convolution; without a node, of the first one.
namespace saddle::probes {
namespace {

struct FilterOptions {
  std::string when = "now";
  static auto fields() {
    return std::tuple{field("when", &FilterOptions::when, {.choices = {"now", "start"}},
                            "start: as they were drawn, before the first step; nothing where they came from a file.")};
  }
};

// The layer's parameters as they were drawn: drawn again, from the same seed.
std::vector<Param<float>> first_params(StepIndex step, ProbeContext& context) {
  const Plan& plan = context.network.plan();
  const Plan::Step& planned = plan.steps[step];
  const Node& node = context.experiment.network[static_cast<size_t>(planned.node)];
  const LayerType& type = type_named(layers::all(), node.type);
  std::vector<Shape> in;
  for (const auto input : planned.inputs) in.push_back(input ? plan.step_of(*input)->shape : context.dataset.sample);
  std::vector<Param<float>> params;
  for (const ParamSpec& spec : type.infer(node.properties, in).params)
    params.push_back({spec, Tensor<float>(spec.shape), {}});
  initialize<float>(params, start_of(node, type), context.seed, context.network.names()[step]);
  return params;
}

bool is_filters(const Param<float>& param) { return param.spec.name == "weight" && param.spec.shape.rank() == 4; }

Reading measure_filters(const Probe& probe, ProbeContext& context) {
  const bool now = read<FilterOptions>(probe.options, "probe").when == "now";
  const auto& names = context.network.names();
  Reading reading{.step = context.step};
  for (const StepIndex step : context.network.steps()) {
    if (!probe.node.empty() && names[step] != probe.node) continue;
    const std::span<Param<float>> trained = context.network.layer(step).params();
    if (std::none_of(trained.begin(), trained.end(), is_filters)) continue;
    if (!now && !context.drawn) return reading;
    std::vector<Param<float>> first;
    if (!now) first = first_params(step, context);
    FiltersReading found{.layer = names[step], .weight = {}};
    for (const Param<float>& param : now ? trained : std::span<Param<float>>(first)) {
      std::vector<float> values(param.value.data(), param.value.data() + param.value.size());
      if (is_filters(param)) {
        found.weight = {param.spec.shape, std::move(values)};
      } else {
        found.bias = std::move(values);
      }
    }
    reading.content = std::move(found);
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
          .measure = measure_filters};
}

}  // namespace saddle::probes
