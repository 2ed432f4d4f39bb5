#pragma once

#include <string>

#include "saddle/experiment.h"

namespace saddle::app {

// What the window edits, and undo goes back to.
struct Document {
  std::string preset;  // the one it began as
  Experiment experiment;
  bool operator==(const Document&) const = default;
};

}  // namespace saddle::app
