#include "model/batch_statistics.h"

#include "model/layer_type.h"
#include "model/type_named.h"

namespace saddle {

BatchStatisticsUse batch_statistics(const std::vector<Node>& network, const Plan& plan, const Shape& sample) {
  BatchStatisticsUse found;
  for (const Plan::Step& step : plan.steps) {
    const Node& node = network[static_cast<size_t>(step.node)];
    std::vector<Shape> inputs;
    for (const auto input : step.inputs) inputs.push_back(input ? plan.step_of(*input)->shape : sample);
    for (const ParamSpec& param : type_named(layers::all(), node.type).infer(node.properties, inputs).params) {
      if (param.role != Role::statistic) continue;
      found.any = true;
      if (!found.blind && param.shape.size() == inputs[0].size()) found.blind = step.node;
    }
  }
  return found;
}

}  // namespace saddle
