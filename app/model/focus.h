#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/drawing.h"

namespace saddle::app {

// What all panels show: a layer, and the picture that is given to the network.
struct Focus {
  std::string node;      // name of a layer; empty: none was chosen
  int64_t example = 0;   // index into the test set
  bool drawing = false;  // what was drawn, instead of the example
  Drawing canvas = {};
  std::shared_ptr<const std::vector<float>> drawn = {};  // channels-last; null: nothing yet
  int wanted_panel = -1;                                 // chosen by a key: a place in the menu of panels
  std::string asked_panel = {};                          // to be brought into sight, by name; empty: none
};

}  // namespace saddle::app
