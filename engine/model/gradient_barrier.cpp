#include "model/gradient_barrier.h"

#include <string>

#include "model/layer_type.h"
#include "model/type_named.h"

namespace saddle {

std::optional<Issue> gradient_barrier(const std::vector<Node>& network, const Plan& plan) {
  IndexedVector<NodeIndex, bool> learns(network.size(), false);  // it or one of those before it has parameters
  for (const Plan::Step& step : plan.steps) {
    bool before = false;
    for (const auto input : step.inputs) before = before || (input && learns[*input]);
    const std::string& type = network[static_cast<size_t>(step.node)].type;
    const std::string_view reason = type_named(layers::all(), type).no_gradient;
    if (before && !reason.empty())
      return make_issue("network[" + std::to_string(static_cast<int>(step.node)) + "]", std::string(reason));
    learns[step.node] = before || step.parameters > 0;
  }
  return std::nullopt;
}

}  // namespace saddle
