#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "saddle/race.h"

namespace saddle {

// A line of a step worked out in numbers: {"v", "alpha * v - eta * g", "0.9 * (-0.35) - 0.1 * 0.7", -0.385}.
struct ExplainedLine {
  std::string symbol, formula, numbers;
  double value = 0;
};
// Works out step k >= 1 along one axis by the formula of the optimizer's catalog row.
enum class Along { x, y };
std::vector<ExplainedLine> explain(const Racer& racer, const Trajectory& trajectory, int64_t k, Along along);

// Returns the factor by which the optimizer multiplies the gradient, or its moving average, at step k: eta,
// eta / (sqrt(h) + epsilon) or eta_t / (sqrt(v) + epsilon).
double effective_rate(const Racer& racer, const Trajectory& trajectory, int64_t k, Along along);

}  // namespace saddle
