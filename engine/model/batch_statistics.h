#pragma once

#include <optional>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/plan.h"

namespace saddle {

// What of a network looks at the whole batch in training.
struct BatchStatisticsUse {
  bool any = false;  // some layer takes statistics of it
  // The first node that takes each of them of one value a sample, so that one sample tells nothing.
  std::optional<NodeIndex> blind = {};
};

// `plan` is the network's, and without issues.
BatchStatisticsUse batch_statistics(const std::vector<Node>& network, const Plan& plan, const Shape& sample);

}  // namespace saddle
