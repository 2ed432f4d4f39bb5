#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/typed_function.h"

namespace saddle {

// (f(x + h) - f(x)) / h, or (f(x + h) - f(x - h)) / 2h (the book, 4.3.1).
enum class Difference { forward, central };
double numerical_derivative(const TypedFunction& f, double x, double h, Difference difference);
float numerical_derivative_in_float(const TypedFunction& f, float x, float h, Difference difference);

// How far the differences are off the exact derivative, for steps from 1 down to 1e-16: where h is large the curve
// bends between the two points, where it is small the digits of f are used up.
struct DifferenceErrors {
  std::vector<double> h;  // descending
  std::vector<double> forward, central, forward_in_float, central_in_float;
};
DifferenceErrors difference_errors(const TypedFunction& f, double x);

// What one step of a network costs, measured here: by backpropagation, and as many passes forward as differences of
// each parameter would take.
struct StepCost {
  int64_t parameters = 0;
  int batch = 0;
  double step_seconds = 0;     // forward, backward, update
  double forward_seconds = 0;  // one pass forward over the batch

  // Two passes for each parameter.
  double difference_seconds() const { return 2 * static_cast<double>(parameters) * forward_seconds; }
};
// Loads the data, trains a few steps of a copy of its own, and takes half a second or so. Throws Error.
StepCost measure_step_cost(const Experiment& experiment, const std::filesystem::path& directory);

// Gradient descent from `start`, by exact gradients: each point, the start included, and f there. It ends early where
// it goes beyond `far` or f has no value.
struct Descent {
  std::vector<Point> path;
  std::vector<double> f;
  static constexpr double far = 1e4;
};
Descent descend(const TypedFunction& f, Point start, double rate, int steps);

}  // namespace saddle
