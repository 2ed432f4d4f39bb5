#pragma once

#include <vector>

#include "nn/network.h"
#include "saddle/probe.h"

namespace saddle {

// Keeps account of one step: how long the gradient of each layer is, its parameters, and the difference the step made.
class MovementRecorder {
 public:
  explicit MovementRecorder(Network<float>& network) : network_(network) {}

  // The next step is wanted.
  void follow() { wanted_ = true; }
  bool wanted() const { return wanted_; }
  void before_update();             // copies the parameters
  void after_update(int64_t step);  // compares, and lets the copies go

  int64_t step() const { return step_; }  // that was followed last; 0: none
  // Of every layer with parameters; before the first step that was followed, the length of the weights alone.
  std::vector<Movement> movements() const;

 private:
  bool wanted_ = false;
  Network<float>& network_;
  std::vector<Tensor<float>> before_;  // as the network's params; empty where they are not trained
  std::vector<Movement> movements_;
  int64_t step_ = 0;
};

}  // namespace saddle
