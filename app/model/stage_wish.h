#pragma once

#include <map>
#include <string>

#include "saddle/properties.h"

namespace saddle::app {

// What the window is to show: experiment, panels, page and scene, and what is set there.
struct StageWish {
  std::string actions;                          // as a lesson stages them: assets/lessons/README.md
  std::map<std::string, Properties> labs = {};  // what is set in labs that no action knows, by their names
  bool run = false;                             // at once
};

}  // namespace saddle::app
