#pragma once

#include <map>
#include <string>

#include "model/frame.h"

namespace saddle::app {

// The weights and biases of a small layer as sliders. Before the first step they are the experiment's own first
// weights; during a run they change the live network between two steps.
class WeightsEditor {
 public:
  static constexpr int64_t most = 32;  // parameters; more are not set by hand

  // Draws nothing for a layer without parameters, or with too many.
  void draw(Frame& frame, NodeIndex node);

 private:
  double reach_of(const std::string& node, double largest);

  // What was measured last, of `last_node_`: while the network is being rebuilt there is nothing else.
  ParametersReading last_;
  std::string last_node_;
  std::map<std::string, double> reach_;  // of the sliders, by node: grows, and stays while one is held
};

}  // namespace saddle::app
