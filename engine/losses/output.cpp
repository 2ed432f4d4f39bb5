#include "losses/shared/rows.h"
#include "train/loss_row.h"

// L = the mean over the batch of sum_k y_k; dL/dy = 1 / N. Nothing can be learned from it: it makes the gradients those
// of the network's own function, as on a computational graph (the book, 5.1).
namespace saddle::losses {
namespace {

template <class Real>
class Output final : public Loss<Real> {
 public:
  using Options = NoOptions;
  explicit Output(const Options&) {}

  double evaluate(View<const Real> prediction, const Targets<Real>&, View<Real> dprediction) override {
    const auto samples = static_cast<double>(prediction.samples());
    if (dprediction) dprediction.array().setConstant(static_cast<Real>(1 / samples));
    return prediction.array().template cast<double>().sum() / samples;
  }

  void present(View<Real>) const override {}
};

}  // namespace

LossType output() {
  LossType type =
      loss_type<Output>({.name = "output",
                         .title = "The output itself",
                         .help = "No loss: the gradients are those of the output itself, as in a computational "
                                 "graph.",
                         .formula = "L = y",
                         .source = "Deep Learning from Scratch, 5.1"});
  type.traits = {.regression = true};
  return type;
}

}  // namespace saddle::losses
