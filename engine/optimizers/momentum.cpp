#include "train/elementwise_optimizer.h"

// v <- alpha * v - eta * g, w <- w + v (the book, 6.1.4; Polyak, 1964)
namespace saddle::optimizers {
namespace {

struct MomentumOptions {
  double learning_rate = 0.01, weight_decay = 0, momentum = 0.9;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<MomentumOptions>(),
                          std::tuple{field("momentum", &MomentumOptions::momentum, {.min = 0, .max = 1, .live = true},
                                           "How much of its speed the ball keeps from step to step.")});
  }
};

template <class Real>
struct Momentum {
  using Options = MomentumOptions;
  static constexpr std::array<std::string_view, 1> states{"v"};
  Real learning_rate = 0, momentum = 0;

  void begin(const Options& options, int64_t) {
    learning_rate = static_cast<Real>(options.learning_rate);
    momentum = static_cast<Real>(options.momentum);
  }
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
       .source = "Deep Learning from Scratch, 6.1.4",
       .torch = "optim.SGD(params, lr={learning_rate}, momentum={momentum}, weight_decay={weight_decay})"});
}

}  // namespace saddle::optimizers
