#pragma once

#include <string>
#include <utility>
#include <vector>

namespace saddle::app {

// What somebody said before the run that its loss would do: it stays beside the curve, as a ghost.
struct PredictedCurve {
  std::string label;
  std::vector<std::pair<double, double>> points;  // (step, loss)
};

}  // namespace saddle::app
