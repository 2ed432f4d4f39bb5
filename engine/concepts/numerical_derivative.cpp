#include "saddle/numerical_derivative.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "saddle/dataset.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr int steps_per_decade = 6, decades = 16;

template <class Real, class Function>
Real difference_of(const Function& f, Real x, Real h, Difference difference) {
  if (difference == Difference::forward) return (f(x + h) - f(x)) / h;
  return (f(x + h) - f(x - h)) / (2 * h);
}

// The shortest of some runs, without what else the computer does.
template <class Work>
double shortest_seconds(const Work& work) {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  double shortest = 1e300;
  for (int run = 0; run < 20; ++run) {
    const auto before = Clock::now();
    work();
    const auto after = Clock::now();
    shortest = std::min(shortest, std::chrono::duration<double>(after - before).count());
    if (run > 0 && after - begun > std::chrono::milliseconds(250)) break;
  }
  return shortest;
}

}  // namespace

double numerical_derivative(const TypedFunction& f, double x, double h, Difference difference) {
  return difference_of([&](double at) { return f.value(at); }, x, h, difference);
}

float numerical_derivative_in_float(const TypedFunction& f, float x, float h, Difference difference) {
  return difference_of([&](float at) { return f.value_in_float(at); }, x, h, difference);
}

DifferenceErrors difference_errors(const TypedFunction& f, double x) {
  DifferenceErrors errors;
  const double exact = f.derivative(x);
  for (int i = 0; i <= steps_per_decade * decades; ++i) {
    const double h = std::pow(10.0, -static_cast<double>(i) / steps_per_decade);
    const auto in_float = [&](Difference difference) {
      const float slope = numerical_derivative_in_float(f, static_cast<float>(x), static_cast<float>(h), difference);
      return std::abs(static_cast<double>(slope) - exact);
    };
    errors.h.push_back(h);
    errors.forward.push_back(std::abs(numerical_derivative(f, x, h, Difference::forward) - exact));
    errors.central.push_back(std::abs(numerical_derivative(f, x, h, Difference::central) - exact));
    errors.forward_in_float.push_back(in_float(Difference::forward));
    errors.central_in_float.push_back(in_float(Difference::central));
  }
  return errors;
}

StepCost measure_step_cost(const Experiment& experiment, const std::filesystem::path& directory) {
  Trainer trainer(experiment, load_dataset(experiment.data, directory));
  StepCost cost{.batch = trainer.batch_size()};
  cost.parameters = trainer.plan().parameters();
  trainer.step();  // the first one also draws weights and finds memory
  cost.step_seconds = shortest_seconds([&] { trainer.step(); });
  cost.forward_seconds = shortest_seconds([&] { trainer.evaluate(Dataset::Part::train, cost.batch); });
  return cost;
}

Descent descend(const TypedFunction& f, Point start, double rate, int steps) {
  Descent descent{.path = {start}, .f = {f.value(start)}};
  for (int step = 0; step < steps; ++step) {
    const Point at = descent.path.back(), slope = f.gradient(at), next{at.x - rate * slope.x, at.y - rate * slope.y};
    const double value = f.value(next);
    if (!std::isfinite(value)) break;
    descent.path.push_back(next);
    descent.f.push_back(value);
    if (std::abs(next.x) + std::abs(next.y) > Descent::far) break;
  }
  return descent;
}

}  // namespace saddle
