#include <cmath>

#include "train/elementwise_optimizer.h"

// h <- rho * h + (1 - rho) * g^2, w <- w - eta * g / (sqrt(h) + epsilon) (Tieleman and Hinton, 2012, lecture 6e)
namespace saddle::optimizers {
namespace {

struct RmspropOptions {
  double learning_rate = 0.01, weight_decay = 0, decay = 0.99, epsilon = 1e-7;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<RmspropOptions>(),
                          std::tuple{field("decay", &RmspropOptions::decay, {.min = 0, .max = 0.999999, .live = true},
                                           "Memory of the gradient's square."),
                                     field("epsilon", &RmspropOptions::epsilon,
                                           {.min = 1e-16, .max = 1, .logarithmic = true, .live = true},
                                           "Keeps the division finite where the gradient is 0.")});
  }
};

template <class Real>
struct Rmsprop {
  using Options = RmspropOptions;
  static constexpr std::array<std::string_view, 1> states{"h"};
  Real learning_rate = 0, decay = 0, one_minus_decay = 0, epsilon = 0;

  void begin(const Options& options, int64_t) {
    learning_rate = static_cast<Real>(options.learning_rate);
    decay = static_cast<Real>(options.decay);
    one_minus_decay = static_cast<Real>(1 - options.decay);
    epsilon = static_cast<Real>(options.epsilon);
  }
  void operator()(Real& w, Real g, Real& h) const {
    h = decay * h + one_minus_decay * g * g;
    w -= learning_rate * g / (std::sqrt(h) + epsilon);
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
