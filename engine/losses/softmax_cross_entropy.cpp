#include <cmath>

#include "losses/shared/rows.h"
#include "nn/loss_type.h"

// L = -log y_t, y = softmax(a), mean over the batch; dL/da = (y - t) / N (the book, 4.2 and 5.6.3). The logarithm is
// taken of the sum, a_t - log(sum exp a), so that no probability is rounded to 0 first.
namespace saddle::losses {
namespace {

template <class Real>
class SoftmaxCrossEntropy final : public Loss<Real> {
 public:
  using Options = NoOptions;
  explicit SoftmaxCrossEntropy(const Options&) {}

  double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) override {
    const Rows<const Real> rows(prediction);
    double loss = 0;
    for (int64_t n = 0; n < rows.count; ++n) {
      const auto logits = rows[n];
      const size_t label = static_cast<size_t>(targets.labels[static_cast<size_t>(n)]);
      const Real largest = *std::max_element(logits.begin(), logits.end());
      Real sum = 0;
      for (const Real logit : logits) sum += std::exp(logit - largest);
      loss += std::log(static_cast<double>(sum)) - static_cast<double>(logits[label] - largest);
      if (!dprediction) continue;
      Real* gradient = dprediction.data + n * rows.outputs;
      for (size_t k = 0; k < logits.size(); ++k) {
        const Real probability = std::exp(logits[k] - largest) / sum;
        gradient[k] = (probability - (k == label ? Real(1) : Real(0))) / static_cast<Real>(rows.count);
      }
    }
    return loss / static_cast<double>(rows.count);
  }

  void present(View<Real> prediction) const override {
    const Rows<Real> rows(prediction);
    for (int64_t n = 0; n < rows.count; ++n) {
      const auto logits = rows[n];
      const Real largest = *std::max_element(logits.begin(), logits.end());
      Real sum = 0;
      for (Real& logit : logits) sum += logit = std::exp(logit - largest);
      for (Real& probability : logits) probability /= sum;
    }
  }
};

}  // namespace

LossType softmax_cross_entropy() {
  LossType type = loss_type<SoftmaxCrossEntropy>(
      {.name = "softmax_cross_entropy",
       .title = "Softmax cross entropy",
       .help = "For classes: the surprise at the right answer, after the scores are made probabilities.",
       .formula = "L = -log(exp(a_t) / sum_k exp(a_k))",
       .source = "Deep Learning from Scratch, 4.2.2 and 5.6.3",
       .torch = "nn.CrossEntropyLoss()"});
  type.applies_softmax = true;
  return type;
}

}  // namespace saddle::losses
