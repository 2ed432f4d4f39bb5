#include "optimizers/shared/momentum_rule.h"

// w <- w + alpha^2 * v - (1 + alpha) * eta * g, then v <- alpha * v - eta * g (the book's code; Bengio,
// Boulanger-Lewandowski and Pascanu, 2013, eq. 7: Nesterov's momentum, written for the point at which the gradient is
// taken)
namespace saddle::optimizers {
namespace {

template <class Real>
struct Nesterov : MomentumRule<Real> {
  using MomentumRule<Real>::learning_rate, MomentumRule<Real>::momentum;

  void operator()(Real& w, Real g, Real& v) const {
    w += momentum * momentum * v - (1 + momentum) * learning_rate * g;
    v = momentum * v - learning_rate * g;
  }
};

}  // namespace

OptimizerType nesterov() {
  return elementwise_optimizer<Nesterov>(
      {.name = "nesterov",
       .title = "Nesterov",
       .help = "Momentum that looks ahead: it brakes before the slope turns, not after.",
       .formula = "w <- w + alpha^2 * v - (1 + alpha) * eta * g;  v <- alpha * v - eta * g",
       .source = "Bengio, Boulanger-Lewandowski and Pascanu, 2013, eq. 7"});
}

}  // namespace saddle::optimizers
