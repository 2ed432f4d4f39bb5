#include "saddle/architecture.h"

#include <algorithm>

#include "saddle/catalog.h"
#include "saddle/traits.h"

namespace saddle {
namespace {

using Family = LayerTraits::Family;

bool is_weighted(const Node& node) {
  const Family family = catalog::layer_traits(node.type).family;
  return family == Family::convolution || family == Family::dense;
}

// By step: whether the last layer, which gives the answer, depends on it.
std::vector<bool> needed_steps(const Plan& plan) {
  std::vector<bool> needed(plan.steps.size(), false);
  if (needed.empty()) return needed;
  // The answer is that of the node written last, wherever it runs.
  size_t last = 0;
  for (const StepIndex step : plan.steps.indices()) {
    if (static_cast<size_t>(plan.steps[step].node) + 1 == plan.steps.size()) last = static_cast<size_t>(step);
  }
  needed[last] = true;
  for (size_t at = needed.size(); at-- > 0;) {
    if (!needed[at]) continue;
    for (const auto& input : plan.steps[StepIndex(static_cast<int>(at))].inputs) {
      if (!input) continue;
      for (const StepIndex step : plan.steps.indices()) {
        if (plan.steps[step].node == *input) needed[static_cast<size_t>(step)] = true;
      }
    }
  }
  return needed;
}

bool is_image(const Shape& shape) { return shape.rank() == 3; }

ArchitectureStage stage_of(const Shape& shape) {
  ArchitectureStage stage;
  if (is_image(shape)) stage.rows = shape[1], stage.columns = shape[2];
  return stage;
}

}  // namespace

Architecture architecture_of(const std::vector<Node>& network, const Plan& plan) {
  Architecture found;
  const std::vector<bool> needed = needed_steps(plan);
  std::vector<int> depth(network.size(), 0);  // by node
  for (const StepIndex index : plan.steps.indices()) {
    if (!needed[static_cast<size_t>(index)]) continue;
    const Plan::Step& step = plan.steps[index];
    const Node& node = network[static_cast<size_t>(step.node)];
    const LayerTraits& traits = catalog::layer_traits(node.type);
    int& here = depth[static_cast<size_t>(step.node)];
    for (const auto& input : step.inputs) here = std::max(here, input ? depth[static_cast<size_t>(*input)] : 0);
    here += is_weighted(node);
    found.depth = std::max(found.depth, here);
    found.parameters += step.parameters;
    found.flops += step.flops();
    if (is_weighted(node)) found.weighted_parameters += step.parameters, found.weighted_flops += step.flops();
    found.activation_bytes += step.activation_bytes();
    if (step.field && is_image(step.shape) && step.shape[1] * step.shape[2] > 1) found.field = step.field->rows.size;
    const ArchitectureStage like = stage_of(step.shape);
    if (found.stages.empty() || found.stages.back().rows != like.rows || found.stages.back().columns != like.columns)
      found.stages.push_back(like);
    ArchitectureStage& stage = found.stages.back();
    stage.channels = step.shape[0];
    stage.weighted += is_weighted(node);
    stage.sums += traits.adds;
    stage.joins += traits.concatenates;
    stage.parameters += step.parameters;
  }
  return found;
}

bool WeightedLayer::alike(const WeightedLayer& other) const {
  return kernel_rows == other.kernel_rows && kernel_columns == other.kernel_columns && inputs == other.inputs &&
         outputs == other.outputs && rows == other.rows && columns == other.columns && bias == other.bias;
}
int64_t WeightedLayer::parameters() const {
  return times * (kernel_rows * kernel_columns * inputs + (bias ? 1 : 0)) * outputs;
}
int64_t WeightedLayer::macs() const { return times * kernel_rows * kernel_columns * inputs * outputs * rows * columns; }

std::vector<WeightedLayer> weighted_layers(const std::vector<Node>& network, const Plan& plan) {
  std::vector<WeightedLayer> all;
  const std::vector<bool> needed = needed_steps(plan);
  const auto shape_of = [&](const std::optional<NodeIndex>& node) { return plan.step_of(*node)->shape; };
  for (const StepIndex index : plan.steps.indices()) {
    const Plan::Step& step = plan.steps[index];
    const Node& node = network[static_cast<size_t>(step.node)];
    if (!needed[static_cast<size_t>(index)] || !is_weighted(node)) continue;
    const Table& table = catalog::get(catalog::layers(), node.type, "network").properties;
    const auto whole = [&](std::string_view name, int otherwise) {
      const Property* row = find(table, name);
      if (!row) return otherwise;
      const Value value = value_of(node.properties, *row);
      const int* number = std::get_if<int>(&value);
      return number ? *number : otherwise;
    };
    WeightedLayer layer;
    layer.kernel_rows = whole("kernel", 1);
    layer.kernel_columns = whole("kernel_width", layer.kernel_rows);
    layer.outputs = step.shape[0];
    if (is_image(step.shape)) layer.rows = step.shape[1], layer.columns = step.shape[2];
    layer.bias = std::get<bool>(value_of(node.properties, *find(table, "bias")));
    // What the plan counts says how many numbers come in; which of them is a channel, the kernel says.
    const int64_t weights = step.parameters / layer.outputs - (layer.bias ? 1 : 0);
    const Shape in = step.inputs.front() ? shape_of(step.inputs.front()) : Shape{};
    layer.inputs = in.rank() == 0                         ? weights / (layer.kernel_rows * layer.kernel_columns)
                   : is_image(in) && is_image(step.shape) ? in[0]
                                                          : in.size();
    if (!all.empty() && all.back().alike(layer)) {
      ++all.back().times;
    } else {
      all.push_back(layer);
    }
  }
  return all;
}

}  // namespace saddle
