#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/shape.h"

namespace saddle {

// Which pixels of the data one pixel of an image can see, along one axis: the output pixel i sees those from
// first + i * jump on, `size` of them; what lies outside the picture is padding (Araujo, Norris and Sim, 2019, 2). Not
// a whole number behind an upsampling. Where ways of different reach meet, all that any of them sees.
struct Reach {
  double size = 1, jump = 1, first = 0;
  bool operator==(const Reach&) const = default;
};
struct ReceptiveField {
  Reach rows = {}, columns = {};
  bool operator==(const ReceptiveField&) const = default;
};

// A network thought through: what runs when, and how big it is. Made on every keystroke; allocates no tensor.
struct Plan {
  struct Step {
    int node = 0;                  // index into the network
    std::vector<int> inputs = {};  // indices of nodes; -1 is the data
    Shape shape = {};              // of one sample, as people see it: (C, H, W) or (features)
    int64_t parameters = 0;
    int64_t macs = 0;                          // multiply-adds of one forward pass over one sample
    std::optional<ReceptiveField> field = {};  // of one output; none where the data are no image

    int64_t flops() const { return 2 * macs; }  // a multiplication and an addition each
    int64_t parameter_bytes() const { return parameters * static_cast<int64_t>(sizeof(float)); }
    int64_t activation_bytes() const { return shape.size() * static_cast<int64_t>(sizeof(float)); }  // of one sample
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
