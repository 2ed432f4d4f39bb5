#pragma once

#include <vector>

#include "model/frame.h"
#include "panels/runs/comparisons.h"

namespace saddle::app {

// A button for each comparison, a line or more for each kind.
class ComparisonButtons {
 public:
  // Returns the experiment whose button was pressed, valid until the next call; null if none was.
  const Experiment* draw(Frame& frame, const Experiment& base);

 private:
  void follow(const Experiment& base, const std::string& data_directory);

  Experiment base_;
  std::vector<Comparison> comparisons_;  // of base_
};

}  // namespace saddle::app
