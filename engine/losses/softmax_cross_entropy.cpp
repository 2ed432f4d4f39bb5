#include <algorithm>
#include <cmath>
#include <vector>

#include "core/kernels/table.h"
#include "losses/shared/rows.h"
#include "train/loss_row.h"

// L = -log y_t, y = softmax(a), mean over the batch; dL/da = (y - t) / N (the book, 4.2 and 5.6.3). Computed as
// a_t - log(sum exp a), so that no probability is rounded to 0 before its logarithm is taken.
namespace saddle::losses {
namespace {

// By registers: with a branch for each number the processor would foresee half of them wrongly.
template <class Real>
Real largest_of(std::span<const Real> numbers) {
  return View<const Real>{numbers.data(), {std::ssize(numbers)}}.array().maxCoeff();
}

template <class Real>
class SoftmaxCrossEntropy final : public Loss<Real> {
 public:
  using Options = NoOptions;
  explicit SoftmaxCrossEntropy(const Options&) {}

  double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) override {
    const Rows<const Real> rows(prediction);
    // Kept from batch to batch; grows to the largest.
    if (exponentials_.size() < prediction.size()) exponentials_ = Tensor<Real>(Shape{prediction.size()});
    shifts_.resize(static_cast<size_t>(rows.count));
    const Rows<Real> exponentials(View<Real>{exponentials_.data(), prediction.shape});
    for (int64_t n = 0; n < rows.count; ++n) {
      const auto logits = rows[n];
      const Real largest = largest_of<Real>(logits);
      shifts_[static_cast<size_t>(n)] = largest;
      std::transform(logits.begin(), logits.end(), exponentials[n].begin(), [=](Real a) { return a - largest; });
    }
    kernels<Real>().exp(prediction.size(), exponentials_.data(), exponentials_.data());
    double loss = 0;
    const Real share = Real(1) / static_cast<Real>(rows.count);
    for (int64_t n = 0; n < rows.count; ++n) {
      const auto terms = exponentials[n];
      const size_t label = static_cast<size_t>(targets.labels[static_cast<size_t>(n)]);
      Real sum = 0;
      for (const Real term : terms) sum += term;
      loss +=
          std::log(static_cast<double>(sum)) - static_cast<double>(rows[n][label] - shifts_[static_cast<size_t>(n)]);
      if (!dprediction) continue;
      Real* gradient = dprediction.data + n * rows.outputs;
      const Real scale = share / sum;
      for (size_t k = 0; k < terms.size(); ++k) gradient[k] = terms[k] * scale;
      gradient[label] -= share;
    }
    return loss / static_cast<double>(rows.count);
  }

  void present(View<Real> prediction) const override {
    const Rows<Real> rows(prediction);
    for (int64_t n = 0; n < rows.count; ++n) {
      const auto logits = rows[n];
      const Real largest = largest_of<Real>(logits);
      Real sum = 0;
      for (Real& logit : logits) sum += logit = std::exp(logit - largest);
      for (Real& probability : logits) probability /= sum;
    }
  }

 private:
  Tensor<Real> exponentials_;
  std::vector<Real> shifts_;
};

}  // namespace

LossType softmax_cross_entropy() {
  LossType type = loss_type<SoftmaxCrossEntropy>(
      {.name = "softmax_cross_entropy",
       .title = "Softmax cross entropy",
       .help = "For classes: the surprise at the right answer, once the scores are turned into probabilities.",
       .formula = "L = -log(exp(a_t) / sum_k exp(a_k))",
       .source = "Deep Learning from Scratch, 4.2.2 and 5.6.3"});
  type.traits = {.applies_softmax = true};
  type.presentation = {{"Softmax", {operand::Input{}}, {{"axis", 1}}}};
  return type;
}

}  // namespace saddle::losses
