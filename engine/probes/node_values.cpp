#include "probes/shared/probe_pass.h"

// What every node of a computational graph comes to for one sample, and the gradient of the loss with respect to it:
// the numbers above and below the wires in the book's chapter 5. Nodes wider than `widest`, and large networks, have
// none.
namespace saddle::probes {
namespace {

constexpr int64_t widest = 16, most_parameters = 100'000;

struct NodeValuesOptions {
  int index = -1;
  static auto fields() {
    return std::tuple{field("index", &NodeValuesOptions::index, {.min = -1, .max = 2147483647},
                            "Into the test set; -1: the first of the training set.")};
  }
};

Reading measure_node_values(const Probe& probe, ProbeContext& context) {
  Network<float>& network = context.network;
  if (network.plan().parameters() > most_parameters) return {.step = context.step};
  const int64_t index = read<NodeValuesOptions>(probe.options, "probe").index;
  const ProbePass pass = index < 0 ? ProbePass(context, 1, true) : ProbePass::of_test_sample(context, index, true);
  if (pass.count() == 0) return {.step = context.step};
  NodeValuesReading found;
  for (const StepIndex step : network.steps()) {
    const View<const float> value = network.activation(step, 1), gradient = network.gradient(step, 1);
    if (value.size() > widest) continue;
    found.nodes.push_back({network.names()[step],
                           {value.data, value.data + value.size()},
                           {gradient.data, gradient.data + gradient.size()}});
  }
  return {.step = context.step, .content = std::move(found)};
}

}  // namespace

ProbeType node_values() {
  return {.entry = {.name = "node_values",
                    .title = "Values and gradients",
                    .help = "What every node comes to for one sample, and what the loss would change by with it.",
                    .source = "Deep Learning from Scratch, 5.1",
                    .properties = table_of<NodeValuesOptions>()},
          .measure = measure_node_values};
}

}  // namespace saddle::probes
