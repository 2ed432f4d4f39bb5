#pragma once

#include <vector>

#include "saddle/experiment.h"
#include "saddle/plan.h"

namespace saddle {

// What of a network looks at the whole batch in training.
struct StatisticsUse {
  bool any = false;  // some layer takes statistics of it
  int blind = -1;    // the first node that takes each of them of one value a sample, so that one sample tells nothing
};

// `plan` is the network's, and without issues.
StatisticsUse batch_statistics(const std::vector<Node>& network, const Plan& plan, const Shape& sample);

}  // namespace saddle
