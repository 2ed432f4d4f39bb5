#include "labs/concepts/batch_norm/numbers.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace saddle::concepts {

using namespace app;

std::vector<double> BatchNormOptions::batch() const {
  // Exactly of mean 0 and deviation 1, so that the levers say what the batch has.
  std::vector<double> all = normalized_feature(normal_draws(norm_samples, 3), 1, 0).normalized;
  // Rounded, so that the code shows all of each number.
  for (double& x : all) x = std::round((mean + deviation * x) * 100) / 100;
  return all;
}

std::vector<double> BatchNormOptions::units() {
  std::vector<double> all;
  for (int i = 0; i < dropout_rows * dropout_columns; ++i) all.push_back(1 + 5 * i % 9);
  return all;
}

std::vector<double> BatchNormOptions::draws() const {
  std::vector<double> all = uniform_draws(dropout_rows * dropout_columns, static_cast<uint64_t>(draw));
  for (double& u : all) u = std::round(u * 100) / 100;
  return all;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

PageNumbers batch_norm_numbers(const Properties& properties) {
  const auto o = read<BatchNormOptions>(properties);
  if (o.view == "dropout") {
    const std::vector<double> x = BatchNormOptions::units(), out = dropped_out(x, o.draws(), o.ratio, o.dropout_form());
    const double kept = static_cast<double>(std::ranges::count_if(o.draws(), [&](double u) { return u > o.ratio; })),
                 factor = inference_factor(o.ratio, o.dropout_form());
    return {{"mean_x", std::string(to_tr("mean of x")), mean_of(x)},
            {"kept", std::string(to_tr("kept")), kept, fmt::format("of {}", x.size())},
            {"factor", std::string(to_tr("factor in training")),
             o.dropout_form() == DropoutForm::inverted ? 1 / (1 - o.ratio) : 1,
             o.dropout_form() == DropoutForm::inverted ? fmt::format("1 / (1 − {})", shown_number(o.ratio)) : ""},
            {"mean_training", std::string(to_tr("mean in training")), mean_of(out)},
            {"inference", std::string(to_tr("factor at inference")), factor,
             o.dropout_form() == DropoutForm::book ? fmt::format("1 − {}", shown_number(o.ratio)) : ""},
            {"mean_inference", std::string(to_tr("mean at inference")), factor * mean_of(x)}};
  }
  const NormalizedFeature feature = normalized_feature(o.batch(), o.gamma, o.beta);
  const RunningStatistics running = running_after(feature, o.batches);
  const FoldedNorm fold = folded(running, o.gamma, o.beta);
  return {{"batch_mean", "μ", feature.mean},
          {"batch_variance", "σ²", feature.variance},
          {"running_mean", std::string(to_tr("running mean")), running.mean,
           fmt::format("(1 − 0.9^{})·{}", o.batches, shown_factor(feature.mean))},
          {"running_variance", std::string(to_tr("running variance")), running.variance},
          {"scale", std::string(to_tr("scale")), fold.scale,
           fmt::format("{} / √{}", shown_number(o.gamma), shown_number(running.variance))},
          {"shift", std::string(to_tr("shift")), fold.shift,
           fmt::format("{} − {}·{}", shown_number(o.beta), shown_factor(fold.scale), shown_factor(running.mean))}};
}

NumberCode batch_norm_code(const Properties& properties) {
  const auto o = read<BatchNormOptions>(properties);
  NumberCode code;
  if (o.view == "dropout") {
    const std::vector<double> x = BatchNormOptions::units(), draws = o.draws();
    const bool inverted = o.dropout_form() == DropoutForm::inverted;
    code.line("x = np.array(" + python_rows(x, dropout_columns, 14) + ")")
        .line("u = np.array(" + python_rows(draws, dropout_columns, 14) + ")  # np.random.rand(*x.shape)")
        .line(fmt::format("p = {}", python_number(o.ratio)))
        .line("mask = u > p")
        .line(inverted ? "out = x * mask / (1 - p)" : "out = x * mask")
        .print("out", dropped_out(x, draws, o.ratio, o.dropout_form()))
        .line("# at inference")
        .print(inverted ? "np.mean(x)" : "np.mean(x * (1 - p))",
               {mean_of(x) * inference_factor(o.ratio, o.dropout_form())});
    return code;
  }
  const std::vector<double> x = o.batch();
  const NormalizedFeature feature = normalized_feature(x, o.gamma, o.beta);
  const RunningStatistics running = running_after(feature, o.batches);
  const FoldedNorm fold = folded(running, o.gamma, o.beta);
  code.line("x = np.array(" + python_rows(x, 8, 14) + ").ravel()")
      .line(fmt::format("gamma, beta = {}, {}", python_number(o.gamma), python_number(o.beta)))
      .line("mu, var = np.mean(x), np.var(x)")
      .print("mu", {feature.mean})
      .print("var", {feature.variance})
      .line("xn = (x - mu) / np.sqrt(var + 1e-6)")
      .print("gamma * xn + beta", feature.output)
      .line(fmt::format("mean, variance = 0.0, 0.0\nfor batch in range({}):\n    mean = 0.9 * mean + 0.1 * mu\n"
                        "    variance = 0.9 * variance + 0.1 * var",
                        o.batches))
      .line("scale = gamma / np.sqrt(variance + 1e-6)  # at inference: scale * x + shift")
      .print("scale", {fold.scale})
      .print("beta - scale * mean", {fold.shift});
  return code;
}

}  // namespace saddle::concepts
