#include "train/gradient_norm.h"

#include <cmath>

namespace saddle {

double gradient_norm(const Network<float>& network) {
  double squares = 0;
  for (const Param<float>* param : network.params()) {
    if (param->grad.size() > 0) squares += param->grad.view().array().cast<double>().square().sum();
  }
  return std::sqrt(squares);
}

void clip_gradient(Network<float>& network, double most) {
  if (most <= 0) return;
  const double norm = gradient_norm(network);
  if (norm <= most) return;
  for (Param<float>* param : network.params()) {
    if (param->grad.size() > 0) param->grad.view().array() *= static_cast<float>(most / norm);
  }
}

}  // namespace saddle
