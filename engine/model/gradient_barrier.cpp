#include "model/gradient_barrier.h"

#include <string>

#include "model/layer_type.h"
#include "model/type_named.h"

namespace saddle {

std::optional<Issue> gradient_barrier(const std::vector<Node>& network, const Plan& plan) {
  std::vector<bool> learns(network.size(), false);  // by node: it or one of those before it has parameters
  for (const Plan::Step& step : plan.steps) {
    const size_t node = static_cast<size_t>(step.node);
    bool before = false;
    for (const int input : step.inputs) before = before || (input >= 0 && learns[static_cast<size_t>(input)]);
    const std::string_view reason = type_named(layers::all(), network[node].type).no_gradient;
    if (before && !reason.empty()) return make_issue("network[" + std::to_string(step.node) + "]", std::string(reason));
    learns[node] = before || step.parameters > 0;
  }
  return std::nullopt;
}

}  // namespace saddle
