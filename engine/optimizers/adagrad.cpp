#include <cmath>

#include "train/elementwise_optimizer.h"

// h <- h + g^2, w <- w - eta * g / (sqrt(h) + epsilon) (the book, 6.1.5; Duchi, Hazan and Singer, 2011)
namespace saddle::optimizers {
namespace {

struct AdagradOptions {
  double learning_rate = 0.01, weight_decay = 0, epsilon = 1e-7;
  static auto fields() {
    return std::tuple_cat(rate_and_decay_fields<AdagradOptions>(),
                          std::tuple{field("epsilon", &AdagradOptions::epsilon,
                                           {.min = 1e-16, .max = 1, .logarithmic = true, .live = true},
                                           "Keeps the division finite where the gradient is 0.")});
  }
};

template <class Real>
struct Adagrad {
  using Options = AdagradOptions;
  static constexpr std::array<std::string_view, 1> states{"h"};
  Real learning_rate = 0, epsilon = 0;

  void begin(const Options& options, int64_t) {
    learning_rate = static_cast<Real>(options.learning_rate);
    epsilon = static_cast<Real>(options.epsilon);
  }
  void operator()(Real& w, Real g, Real& h) const {
    h += g * g;
    w -= learning_rate * g / (std::sqrt(h) + epsilon);
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
