#include <cmath>

#include "losses/shared/rows.h"
#include "train/loss_row.h"

// mean: L = the mean of (y - t)^2 over all outputs of the batch.
// half_sum: L = the mean over the batch of 1/2 * sum_k (y_k - t_k)^2 (the book, 4.2.1).
// Of classes, t is 1 for the right one and 0 for the others.
namespace saddle::losses {
namespace {

struct MeanSquaredErrorOptions {
  std::string form = "mean";
  static auto fields() {
    return std::tuple{field(
        "form", &MeanSquaredErrorOptions::form, {.choices = {"mean", "half_sum"}},
        "mean: over all outputs of all samples. half_sum: half the sum over the outputs of a sample, as in the book.")};
  }
};

template <class Real>
class MeanSquaredError final : public Loss<Real> {
 public:
  using Options = MeanSquaredErrorOptions;
  explicit MeanSquaredError(const Options& options) : half_sum_(options.form == "half_sum") {}

  double evaluate(View<const Real> prediction, const Targets<Real>& targets, View<Real> dprediction) override {
    const Rows<const Real> rows(prediction);
    const double weight =
        half_sum_ ? 0.5 / static_cast<double>(rows.count) : 1 / static_cast<double>(prediction.size());
    double squares = 0;
    for (int64_t n = 0; n < rows.count; ++n) {
      for (int64_t k = 0; k < rows.outputs; ++k) {
        const Real error = rows.data[n * rows.outputs + k] - wanted(targets, n, k, rows.outputs);
        squares += static_cast<double>(error) * static_cast<double>(error);
        if (dprediction) dprediction.data[n * rows.outputs + k] = static_cast<Real>(2 * weight) * error;
      }
    }
    return weight * squares;
  }

  void present(View<Real>) const override {}

  int decide(std::span<const Real> prediction) const override {
    return prediction.size() == 1 ? prediction[0] > Real(0.5) : Loss<Real>::decide(prediction);
  }

 private:
  bool half_sum_;
};

}  // namespace

LossType mean_squared_error() {
  LossType type =
      loss_type<MeanSquaredError>({.name = "mean_squared_error",
                                   .title = "Mean squared error",
                                   .help = "For numbers: the squared distance of the outputs from their targets.",
                                   .formula = "L = mean of (y - t)^2",
                                   .source = "Deep Learning from Scratch, 4.2.1"});
  type.traits = {.regression = true, .single_output = true};
  return type;
}

}  // namespace saddle::losses
