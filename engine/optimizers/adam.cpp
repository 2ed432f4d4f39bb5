#include "optimizers/shared/adam_rule.h"

namespace saddle::optimizers {
namespace {

template <class Real>
struct Adam : AdamRule<Real, false> {};

}  // namespace

OptimizerType adam() {
  return elementwise_optimizer<Adam>(
      {.name = "adam",
       .title = "Adam",
       .help =
           "Momentum, and a rate of its own for each weight: steps of about eta wherever the gradient keeps its sign.",
       .formula = adam_formula,
       .source = "Kingma and Ba, 2015, algorithm 1"});
}

}  // namespace saddle::optimizers
