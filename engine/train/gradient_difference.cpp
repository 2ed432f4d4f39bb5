#include "train/gradient_difference.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle {
namespace {

constexpr double widest_refined = 1e-3;  // a quotient over more is meant to be seen failing

// Gradients smaller than this are compared by their difference, not their ratio: rounding alone makes a difference of
// some 1e-15 / h, also where the gradient is 0, as before a batch norm.
double smallest(double h) { return std::max(1e-6, 1e-9 / h); }

double relative_error(double a, double b, double h) {
  return std::abs(a - b) / std::max(std::abs(a) + std::abs(b), smallest(h));
}

// The difference quotients of a weight, to both sides.
struct Slopes {
  double ahead = 0, behind = 0;
  double middle() const { return (ahead + behind) / 2; }
};

Slopes slopes_of(const std::function<double()>& loss, double loss_here, double& weight, double h) {
  const double at = weight;
  weight = at + h;
  const double above = loss();
  weight = at - h;
  const double below = loss();
  weight = at;
  return {(above - loss_here) / h, (loss_here - below) / h};
}

}  // namespace

// ReLU and max pooling may switch within h, and then no quotient over h is the gradient: narrower ones, though less
// exact, may have no switch in between. Thousands of units stand behind a weight of a deep network, and some of them
// switch within h / 100 still. There the slopes to both sides differ: one of them may be the gradient, where units
// switch on the other side only; or quotients are narrowed further, while rounding stays small beside the gradient.
// Where a switch lies at the weight itself the slopes differ however narrow they are, and the gradient is between them.
GradientDifference gradient_difference(const std::function<double()>& loss, double loss_here, double& weight,
                                       double gradient, double h) {
  GradientDifference best{.relative = std::numeric_limits<double>::infinity()};
  bool slopes_differ = true;
  for (const double divisor : {1.0, 2.0, 1e1, 1e2, 1e3, 1e4}) {
    const double width = h / divisor;
    if (divisor > 2 && h > widest_refined) break;
    if (divisor > 1e2 && !(slopes_differ && smallest(width) <= 2 * std::abs(gradient))) break;
    const auto slopes = slopes_of(loss, loss_here, weight, width);
    const auto [least, most] = std::minmax(slopes.ahead, slopes.behind);
    const double noise = gradient_tolerance * std::max(std::abs(least) + std::abs(most), smallest(width));
    slopes_differ = most - least > noise;
    const auto compare = [&](double slope) {
      const GradientDifference here{.relative = relative_error(slope, gradient, width),
                                    .absolute = std::abs(slope - gradient)};
      if (here.relative < best.relative) best = here;
    };
    compare(slopes.middle());
    if (divisor >= 1e2 && slopes_differ) {
      compare(slopes.ahead);
      compare(slopes.behind);
    }
    if (best.relative <= gradient_tolerance) return best;
    best.kink = h <= widest_refined && gradient >= least - noise && gradient <= most + noise;
  }
  return best;
}

}  // namespace saddle
