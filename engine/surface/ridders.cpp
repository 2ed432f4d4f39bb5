#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "saddle/surface.h"

namespace saddle {
namespace {

struct Derivative {
  double value = std::numeric_limits<double>::quiet_NaN(), error = std::numeric_limits<double>::infinity();
};

// Ridders, 1982: the error of a central difference is a series in even powers of h, so its values at h, h / 1.4,
// h / 1.96 … are extrapolated to h = 0. Returns the entry of the tableau that differs least from those it came from.
template <class Of>
Derivative ridders(const Of& of, double h) {
  constexpr int size = 12;
  constexpr double shrink = 1.4;
  std::array<std::array<double, size>, size> table{};
  Derivative best;
  for (int i = 0; i < size; ++i, h /= shrink) {
    table[0][static_cast<size_t>(i)] = (of(h) - of(-h)) / (2 * h);
    double factor = shrink * shrink;
    for (int j = 1; j <= i; ++j, factor *= shrink * shrink) {
      const auto at = [&](int order, int step) -> double& {
        return table[static_cast<size_t>(order)][static_cast<size_t>(step)];
      };
      at(j, i) = (at(j - 1, i) * factor - at(j - 1, i - 1)) / (factor - 1);
      const double error = std::max(std::abs(at(j, i) - at(j - 1, i)), std::abs(at(j, i) - at(j - 1, i - 1)));
      if (error <= best.error) best = {at(j, i), error};
    }
  }
  return best;
}

// Tries several initial steps, for functions that change fast or slowly, and returns the estimate with the least error.
template <class Of>
Derivative derivative(const Of& of, double at) {
  Derivative best;
  for (const double h : {1e-3, 1e-2, 1e-1}) {
    const Derivative one = ridders(of, h * std::max(1.0, std::abs(at)));
    if (one.error < best.error) best = one;
  }
  return best;
}

}  // namespace

GradientCheckAt check_gradient(const Surface& surface, Point at) {
  const Derivative dx = derivative([&](double h) { return surface.value({at.x + h, at.y}); }, at.x);
  const Derivative dy = surface.dimensions() == 1 ? Derivative{0, 0}
                                                  : derivative(
                                                        [&](double h) {
                                                          return surface.value({at.x, at.y + h});
                                                        },
                                                        at.y);
  const Point g = surface.gradient(at);
  return {.numerical = {dx.value, dy.value},
          .error = std::max(dx.error, dy.error),
          .difference = std::max(std::abs(dx.value - g.x), std::abs(dy.value - g.y))};
}

}  // namespace saddle
