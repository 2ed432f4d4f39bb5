#include "optimizers/shared/momentum_rule.h"

// v <- alpha * v - eta * g, w <- w + v (the book, 6.1.4; Polyak, 1964)
namespace saddle::optimizers {
namespace {

template <class Real>
struct Momentum : MomentumRule<Real> {
  using MomentumRule<Real>::learning_rate, MomentumRule<Real>::momentum;

  void operator()(Real& w, Real g, Real& v) const {
    v = momentum * v - learning_rate * g;
    w += v;
  }
};

}  // namespace

OptimizerType momentum() {
  return elementwise_optimizer<Momentum>(
      {.name = "momentum",
       .title = "Momentum",
       .help = "A ball that rolls: it gathers speed where the gradient agrees with itself.",
       .formula = "v <- alpha * v - eta * g;  w <- w + v",
       .source = "Deep Learning from Scratch, 6.1.4"});
}

}  // namespace saddle::optimizers
