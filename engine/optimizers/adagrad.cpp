#include "optimizers/shared/root_rule.h"

// h <- h + g^2, w <- w - eta * g / (sqrt(h) + epsilon) (the book, 6.1.5; Duchi, Hazan and Singer, 2011)
namespace saddle::optimizers {
namespace {

struct AdagradOptions {
  double learning_rate = 0.01, weight_decay = 0, epsilon = 1e-7;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<AdagradOptions>(), std::tuple{epsilon_field<AdagradOptions>()});
  }
};

template <class Real>
struct Adagrad : RootRule<Real, AdagradOptions> {
  void operator()(Real& w, Real g, Real& h) const {
    h += g * g;
    this->step(w, g, h);
  }
};

}  // namespace

OptimizerType adagrad() {
  return elementwise_optimizer<Adagrad>(
      {.name = "adagrad",
       .title = "AdaGrad",
       .help = "A rate of its own for each weight, smaller the more it has moved; in the end nothing moves.",
       .formula = "h <- h + g^2;  w <- w - eta * g / (sqrt(h) + epsilon)",
       .source = "Deep Learning from Scratch, 6.1.5"});
}

}  // namespace saddle::optimizers
