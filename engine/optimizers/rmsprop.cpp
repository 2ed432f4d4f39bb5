#include "optimizers/shared/root_rule.h"

// h <- rho * h + (1 - rho) * g^2, w <- w - eta * g / (sqrt(h) + epsilon) (Tieleman and Hinton, 2012, lecture 6e)
namespace saddle::optimizers {
namespace {

struct RmspropOptions {
  double learning_rate = 0.01, weight_decay = 0, decay = 0.99, epsilon = 1e-7;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<RmspropOptions>(),
                          std::tuple{field("decay", &RmspropOptions::decay, {.min = 0, .max = 0.999999, .live = true},
                                           "Memory of the gradient's square."),
                                     epsilon_field<RmspropOptions>()});
  }
};

template <class Real>
struct Rmsprop : RootRule<Real, RmspropOptions> {
  Real decay = 0, one_minus_decay = 0;

  void begin(const RmspropOptions& options, int64_t t) {
    RootRule<Real, RmspropOptions>::begin(options, t);
    decay = static_cast<Real>(options.decay);
    one_minus_decay = static_cast<Real>(1 - options.decay);
  }
  void operator()(Real& w, Real g, Real& h) const {
    h = decay * h + one_minus_decay * g * g;
    this->step(w, g, h);
  }
};

}  // namespace

OptimizerType rmsprop() {
  return elementwise_optimizer<Rmsprop>(
      {.name = "rmsprop",
       .title = "RMSProp",
       .help = "AdaGrad that forgets: the rate of each weight follows its gradients of late.",
       .formula = "h <- rho * h + (1 - rho) * g^2;  w <- w - eta * g / (sqrt(h) + epsilon)",
       .source = "Tieleman and Hinton, 2012, lecture 6e"});
}

}  // namespace saddle::optimizers
