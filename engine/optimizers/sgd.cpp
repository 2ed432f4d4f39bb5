#include "train/elementwise_optimizer.h"

// w <- w - eta * g (the book, 6.1.2)
namespace saddle::optimizers {
namespace {

struct SgdOptions {
  double learning_rate = 0.01, weight_decay = 0;
  static auto fields() { return rate_and_decay_fields<SgdOptions>(); }
};

template <class Real>
struct Sgd {
  using Options = SgdOptions;
  static constexpr std::array<std::string_view, 0> states{};
  Real learning_rate = 0;

  void begin(const Options& options, int64_t) { learning_rate = static_cast<Real>(options.learning_rate); }
  void operator()(Real& w, Real g) const { w -= learning_rate * g; }
};

}  // namespace

OptimizerType sgd() {
  return elementwise_optimizer<Sgd>({.name = "sgd",
                                     .title = "SGD",
                                     .help = "Stochastic gradient descent: a step against the gradient, nothing more.",
                                     .formula = "w <- w - eta * g",
                                     .source = "Deep Learning from Scratch, 6.1.2"});
}

}  // namespace saddle::optimizers
