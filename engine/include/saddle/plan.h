#pragma once

#include <cstdint>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/shape.h"

namespace saddle {

// A network thought through: what runs when, and how big it is. Made on every keystroke; allocates no tensor.
struct Plan {
  struct Step {
    int node = 0;                  // index into the network
    std::vector<int> inputs = {};  // indices of nodes; -1 is the data
    Shape shape = {};              // of one sample, as people see it: (C, H, W) or (features)
    int64_t parameters = 0;
    int64_t macs = 0;  // multiply-adds of one forward pass over one sample
  };
  std::vector<Step> steps = {};    // in an order in which they can run
  std::vector<Issue> issues = {};  // all of them; `where` begins with "network[i]"; none: it can be built

  int64_t parameters() const;
  const Step* step_of(int node) const;  // null where a fault keeps its shape from being known
};
Plan plan(const std::vector<Node>& network, const Shape& sample);

// True if `issue` speaks of network[node].
bool concerns(const Issue& issue, int node);

}  // namespace saddle
