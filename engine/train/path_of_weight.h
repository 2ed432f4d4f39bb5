#pragma once

#include <vector>

#include "saddle/one_step.h"
#include "train/still_network.h"

namespace saddle {

// After forward() and backward() of a network over one sample: how one weight takes part in it.
class PathOfWeight {
 public:
  PathOfWeight(StillNetwork& still, StillNetwork::Place place, int64_t index);

  // Fills places, the sum of the unit, its terms and the factors.
  void describe(OneStep& step);

 private:
  struct User {  // of a step's output
    StepIndex step;
    size_t input;
  };
  std::vector<View<const double>> inputs_of(StepIndex step);
  Pass pass_of(StepIndex step) const { return network_.pass_of(step, still_.pass(), 0); }
  std::vector<User> users_of(StepIndex step) const;
  // The derivatives of all outputs of a step by one of its inputs' numbers; empty of batch norm.
  std::vector<double> column(User user, int64_t unit);
  // The derivatives of one output by all numbers of an input.
  std::vector<double> row(User user, int64_t unit);
  // The derivatives of all outputs of the weight's layer by the weight.
  std::vector<double> slopes_by_weight();
  void describe_places(OneStep& step);
  void describe_sum(OneStep& step);
  void describe_factors(OneStep& step);

  StillNetwork& still_;
  Network<double>& network_;
  const StillNetwork::Place place_;
  const int64_t index_;
  int64_t unit_ = 0;  // of the layer's output
};

}  // namespace saddle
