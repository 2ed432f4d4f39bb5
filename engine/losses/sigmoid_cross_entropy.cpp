#include <cmath>

#include "losses/shared/rows.h"
#include "train/loss_row.h"

// L = -t log y - (1 - t) log(1 - y), y = 1 / (1 + exp(-a)), mean over all outputs of the batch; dL/da = (y - t) /
// count. Computed as max(a, 0) - a t + log(1 + exp(-|a|)), which neither overflows nor takes log 0.
namespace saddle::losses {
namespace {

template <class Real>
Real sigmoid(Real a) {
  return Real(1) / (Real(1) + std::exp(-a));
}

template <class Real>
class SigmoidCrossEntropy final : public Loss<Real> {
 public:
  using Options = NoOptions;
  explicit SigmoidCrossEntropy(const Options&) {}

  double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) override {
    const Rows<const Real> rows(prediction);
    const auto count = static_cast<Real>(prediction.size());
    double loss = 0;
    for (int64_t n = 0; n < rows.count; ++n) {
      for (int64_t k = 0; k < rows.outputs; ++k) {
        const Real a = rows.data[n * rows.outputs + k], t = wanted(targets, n, k, rows.outputs);
        loss += static_cast<double>(std::max(a, Real(0)) - a * t + std::log1p(std::exp(-std::abs(a))));
        if (dprediction) dprediction.data[n * rows.outputs + k] = (sigmoid(a) - t) / count;
      }
    }
    return loss / static_cast<double>(prediction.size());
  }

  void present(View<Real> prediction) const override {
    for (Real& a : prediction.array()) a = sigmoid(a);
  }

  int decide(std::span<const Real> prediction) const override {
    return prediction.size() == 1 ? prediction[0] > 0 : Loss<Real>::decide(prediction);
  }
};

}  // namespace

LossType sigmoid_cross_entropy() {
  LossType type = loss_type<SigmoidCrossEntropy>(
      {.name = "sigmoid_cross_entropy",
       .title = "Sigmoid cross entropy",
       .help = "For yes or no: one output is enough for two classes; with several, each answers a question of its own.",
       .formula = "L = -t log y - (1 - t) log(1 - y), y = 1 / (1 + exp(-a))",
       .source = "Goodfellow, Bengio and Courville, Deep Learning, 6.2.2.2"});
  type.traits = {.regression = true, .single_output = true};
  type.presentation = {{"Sigmoid"}};
  return type;
}

}  // namespace saddle::losses
