#include "train/elementwise_optimizer.h"

// w <- w + alpha^2 * v - (1 + alpha) * eta * g, then v <- alpha * v - eta * g (the book's code; Bengio,
// Boulanger-Lewandowski and Pascanu, 2013, eq. 7: Nesterov's momentum, seen from where the gradient is taken)
namespace saddle::optimizers {
namespace {

struct NesterovOptions {
  double learning_rate = 0.01, weight_decay = 0, momentum = 0.9;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<NesterovOptions>(),
                          std::tuple{field("momentum", &NesterovOptions::momentum, {.min = 0, .max = 1, .live = true},
                                           "How much of its speed the ball keeps from step to step.")});
  }
};

template <class Real>
struct Nesterov {
  using Options = NesterovOptions;
  static constexpr std::array<std::string_view, 1> states{"v"};
  Real learning_rate = 0, momentum = 0;

  void begin(const Options& options, int64_t) {
    learning_rate = static_cast<Real>(options.learning_rate);
    momentum = static_cast<Real>(options.momentum);
  }
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
       .source = "Bengio, Boulanger-Lewandowski and Pascanu, 2013, eq. 7",
       .torch = "optim.SGD(params, lr={learning_rate}, momentum={momentum}, nesterov=True, "
                "weight_decay={weight_decay})"});
}

}  // namespace saddle::optimizers
