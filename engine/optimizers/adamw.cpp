#include "optimizers/shared/adam_rule.h"

namespace saddle::optimizers {
namespace {

template <class Real>
struct AdamW : AdamRule<Real, true> {};

}  // namespace

OptimizerType adamw() {
  return elementwise_optimizer<AdamW>(
      {.name = "adamw",
       .title = "AdamW",
       .help = "Adam whose weight decay acts on the weights alone, whatever the gradients were.",
       .formula = adamw_formula,
       .source = "Loshchilov and Hutter, 2019, algorithm 2"});
}

}  // namespace saddle::optimizers
