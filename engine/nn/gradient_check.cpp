#include <algorithm>
#include <cmath>

#include "core/rng.h"
#include "nn/network.h"
#include "nn/objective.h"
#include "nn/target_batch.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// In double the differences are good to about h^2 for smooth functions; what is worse than this is a fault.
constexpr double tolerance = 1e-5;
// Gradients smaller than this are compared by their difference, not their ratio: rounding alone makes a difference of
// some 1e-15 / h, also where the gradient is 0, as before a batch norm.
double smallest(double h) { return std::max(1e-6, 1e-9 / h); }
constexpr double bias_shift = 0.1;

double relative_error(double a, double b, double h) {
  return std::abs(a - b) / std::max(std::abs(a) + std::abs(b), smallest(h));
}

struct Subject {
  Network<double>& network;
  Objective<double>& objective;
  Workers& workers;
  const TargetBatch<double>& targets;
  int batch;

  double loss_with(Pass pass) {
    network.refresh();
    network.forward(pass, batch, workers);
    return objective.value(batch, targets.targets());
  }
  double slope(double& weight, double h) {
    const double at = weight;
    weight = at + h;
    const double above = loss_with({.training = true});
    weight = at - h;
    const double below = loss_with({.training = true});
    weight = at;
    return (above - below) / (2 * h);
  }
};

GradientCheck::Row check_parameter(Subject& subject, Param<double>& param, const std::string& name,
                                   const GradientCheckOptions& options) {
  GradientCheck::Row row{.parameter = name, .size = param.value.size()};
  const int64_t count = options.per_parameter > 0 ? std::min<int64_t>(options.per_parameter, row.size) : row.size;
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t at = i * row.size / count;
    const double wide = subject.slope(param.value[at], options.h),
                 narrow = subject.slope(param.value[at], options.h / 2);
    // Where the loss is smooth both agree. They differ where ReLU or max pooling switches within h, and there no
    // difference quotient is the gradient.
    if (relative_error(wide, narrow, options.h) > tolerance) {
      ++row.skipped;
      continue;
    }
    ++row.checked;
    row.max_relative_error = std::max(row.max_relative_error, relative_error(narrow, param.grad[at], options.h));
    sum += std::abs(narrow - param.grad[at]);
  }
  if (row.checked > 0) row.mean_absolute_difference = sum / static_cast<double>(row.checked);
  return row;
}

}  // namespace

GradientCheck check_gradients(const Experiment& experiment, std::shared_ptr<const Dataset> dataset,
                              const GradientCheckOptions& options) {
  if (const auto issues = check(experiment, *dataset); !issues.empty()) throw Error(issues.front());
  if (options.batch < 1 || options.batch > dataset->train.count) {
    throw Error("batch", "expected 1 to {} samples, got {}", dataset->train.count, options.batch);
  }
  if (!(options.h > 0 && options.h <= 0.1)) throw Error("h", "expected a step between 0 and 0.1, got {}", options.h);
  const auto training = read<TrainingOptions>(experiment.training, "training");
  Network<double> network(experiment.network, dataset->sample, options.batch, static_cast<uint64_t>(training.seed));
  Objective<double> objective(experiment, network);
  Workers workers(training.threads);
  // Biases of 0 put every unit that sees empty background exactly on the kink of its ReLU, where there is no gradient
  // to compare with.
  Rng rng(key(static_cast<uint64_t>(training.seed), "gradient check"));
  for (Param<double>* param : network.params()) {
    if (param->spec.role != Role::bias) continue;
    for (int64_t i = 0; i < param->value.size(); ++i) param->value[i] += bias_shift * rng.normal();
  }
  network.refresh();

  TargetBatch<double> targets;
  targets.begin(*dataset, options.batch);
  const View<double> input = network.input(options.batch);
  for (int i = 0; i < options.batch; ++i) {
    double* sample = input.data + i * dataset->sample.size();
    dataset->copy_sample(dataset->train, i, sample);
    dataset->normalisation.apply(sample, dataset->sample.size());
    targets.set(i, dataset->train, i);
  }
  const Pass pass{.training = true};
  network.forward(pass, options.batch, workers);
  objective.differentiate(options.batch, targets.targets());
  network.backward(pass, options.batch, workers);

  Subject subject{network, objective, workers, targets, options.batch};
  GradientCheck result{.rows = {}, .tolerance = tolerance, .passed = true};
  for (size_t i = 0; i < network.params().size(); ++i) {
    Param<double>& param = *network.params()[i];
    if (param.spec.role == Role::statistic) continue;
    result.rows.push_back(check_parameter(subject, param, network.param_names()[i], options));
    const GradientCheck::Row& row = result.rows.back();
    result.passed = result.passed && row.max_relative_error <= tolerance && row.checked >= row.skipped;
  }
  return result;
}

}  // namespace saddle
