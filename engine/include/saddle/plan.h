#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/index.h"
#include "saddle/shape.h"

namespace saddle {

// Which pixels of the data a pixel of an image can see, along one axis: output pixel i sees `size` pixels from
// first + i * jump on; those outside of the data are padding (Araujo, Norris and Sim, 2019, 2). Fractional after
// upsampling. Where branches of different reach meet, the union.
struct Reach {
  double size = 1, jump = 1, first = 0;
  bool operator==(const Reach&) const = default;
};
struct ReceptiveField {
  Reach rows = {}, columns = {};
  bool operator==(const ReceptiveField&) const = default;
};

// A node is at one position in Experiment::network, in the order in which it was written, and at another in
// Plan::steps, the order of execution.
using NodeIndex = Index<struct NodeTag>;  // into Experiment::network
using StepIndex = Index<struct StepTag>;  // into Plan::steps

// What follows from a network and the shape of a sample: the order of execution, shapes, costs and faults. Cheap enough
// for every keystroke: allocates no tensor.
struct Plan {
  struct Step {
    NodeIndex node = {};
    std::vector<std::optional<NodeIndex>> inputs = {};  // nullopt: the data
    Shape shape = {};                                   // of one sample, as people see it: (C, H, W) or (features)
    int64_t parameters = 0;
    int64_t macs = 0;                          // multiply-adds of one forward pass over one sample
    std::optional<ReceptiveField> field = {};  // of one output; empty if the data are not images

    int64_t flops() const { return 2 * macs; }  // a multiply-add is two
    int64_t parameter_bytes() const { return parameters * static_cast<int64_t>(sizeof(float)); }
    int64_t activation_bytes() const { return shape.size() * static_cast<int64_t>(sizeof(float)); }  // of one sample
  };
  IndexedVector<StepIndex, Step> steps = {};  // in the order of execution
  std::vector<Issue> issues = {};             // `where` begins with "network[i]"; empty: it can be built

  int64_t parameters() const;
  const Step* step_of(NodeIndex node) const;  // null if a fault hides its shape
};
// Plans a network. `sample` is (C, H, W) or (features). Faults are returned, not thrown.
Plan plan(const std::vector<Node>& network, const Shape& sample);

// Returns whether `issue` is about network[node].
bool concerns(const Issue& issue, NodeIndex node);

}  // namespace saddle
