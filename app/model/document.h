#pragma once

#include <map>
#include <string>

#include "saddle/experiment.h"

namespace saddle::app {

// What is to be trained.
struct Draft {
  std::string preset;  // the one it began as
  Experiment experiment;
  bool operator==(const Draft&) const = default;
};

// All that the window edits. A lab that edits something other than the draft keeps it under its own name, as
// properties: the shell can undo, compare and copy it without knowing what it means.
struct Document {
  Draft draft;
  std::map<std::string, Properties, std::less<>> labs = {};
};

}  // namespace saddle::app
