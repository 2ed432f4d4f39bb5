#include <cmath>

#include "nn/loss_type.h"

// L = -log y_t, y = softmax(a), mean over the batch; dL/da = (y - t) / N (the book, 4.2 and 5.6.3). The logarithm is
// taken of the sum, a_t - log(sum exp a), so that no probability is rounded to 0 first.
namespace saddle::losses {
namespace {

template <class Real>
class SoftmaxCrossEntropy final : public Loss<Real> {
 public:
  double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) override {
    const auto logits = prediction.matrix();
    const Eigen::Index samples = logits.rows(), classes = logits.cols();
    double loss = 0;
    for (Eigen::Index n = 0; n < samples; ++n) {
      const int label = targets.labels[static_cast<size_t>(n)];
      Real largest = logits(n, 0);
      for (Eigen::Index k = 1; k < classes; ++k) largest = std::max(largest, logits(n, k));
      Real sum = 0;
      for (Eigen::Index k = 0; k < classes; ++k) sum += std::exp(logits(n, k) - largest);
      loss += std::log(static_cast<double>(sum)) - static_cast<double>(logits(n, label) - largest);
      if (!dprediction) continue;
      Real* gradient = dprediction.data + n * classes;
      for (Eigen::Index k = 0; k < classes; ++k) {
        const Real probability = std::exp(logits(n, k) - largest) / sum;
        gradient[k] = (probability - (k == label ? Real(1) : Real(0))) / static_cast<Real>(samples);
      }
    }
    return loss / static_cast<double>(samples);
  }

  void present(View<Real> prediction) const override {
    auto logits = prediction.matrix();
    for (Eigen::Index n = 0; n < logits.rows(); ++n) {
      logits.row(n).array() = (logits.row(n).array() - logits.row(n).maxCoeff()).exp();
      logits.row(n) /= logits.row(n).sum();
    }
  }
};

}  // namespace

LossType softmax_cross_entropy() {
  return {.entry = {.name = "softmax_cross_entropy",
                    .title = "Softmax cross entropy",
                    .help = "For classes: the surprise at the right answer, after the scores are made probabilities.",
                    .formula = "L = -log(exp(a_t) / sum_k exp(a_k))",
                    .source = "Deep Learning from Scratch, 4.2.2 and 5.6.3",
                    .torch = "nn.CrossEntropyLoss()"},
          .make_float = [](const Properties&) { return std::make_unique<SoftmaxCrossEntropy<float>>(); },
          .make_double = [](const Properties&) { return std::make_unique<SoftmaxCrossEntropy<double>>(); }};
}

}  // namespace saddle::losses
