#pragma once

#include <optional>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/plan.h"

namespace saddle {

// Where a layer that passes no gradient on keeps others from learning: which one, and why.
std::optional<Issue> gradient_barrier(const std::vector<Node>& network, const Plan& plan);

}  // namespace saddle
