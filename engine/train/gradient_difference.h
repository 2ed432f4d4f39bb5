#pragma once

#include <functional>

namespace saddle {

// In double the differences are good to about h^2 for smooth functions; what is worse than this is a fault.
constexpr double gradient_tolerance = 1e-5;

struct GradientDifference {
  bool kink = false;  // the weight stands where there is no gradient to compare with
  double relative = 0, absolute = 0;
};

// How far `gradient` is from the difference quotients of `loss` by `weight` over h, to both sides, and narrower ones
// where units switch within h. `loss()` gives the loss with the weight as it stands, which is as before in the end;
// `loss_here` is what it gives before anything is changed.
GradientDifference gradient_difference(const std::function<double()>& loss, double loss_here, double& weight,
                                       double gradient, double h);

}  // namespace saddle
