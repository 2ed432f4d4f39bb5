#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/rng.h"
#include "nn/network.h"
#include "saddle/trainer.h"
#include "train/gradient_difference.h"
#include "train/objective.h"
#include "train/sample_input.h"
#include "train/target_batch.h"

namespace saddle {
namespace {

constexpr double bias_shift = 0.1, weight_shift = 0.1;

struct Subject {
  Network<double>& network;
  Objective<double>& objective;
  Workers& workers;
  const TargetBatch<double>& targets;
  int batch;
  double loss;  // with the weights as they are

  double loss_from(StepIndex step) {
    network.forward_again(step, {.training = true}, batch, workers);
    return objective.value(batch, targets.targets());
  }
};

// In the place of elements at a kink others are taken, until most could be checked: so many at most.
constexpr int64_t most_others = 16;

// The elements to check, in order: where the gradient is largest, so that something is seen however few they are; then
// evenly spread ones, `count` in all; then the others, again by the size of their gradient, as a large one can be told
// from rounding by narrow quotients too.
std::vector<int64_t> elements_to_check(const Param<double>& param, int64_t count) {
  const int64_t size = param.value.size();
  if (count == size) {
    std::vector<int64_t> all(static_cast<size_t>(size));
    std::iota(all.begin(), all.end(), 0);
    return all;
  }
  const double* grad = param.grad.data();
  const auto larger = [grad](int64_t a, int64_t b) { return std::abs(grad[a]) > std::abs(grad[b]); };
  std::vector<int64_t> largest;  // a heap with the smallest of them in front: all indices would be a lot of memory
  for (int64_t i = 0; i < size; ++i) {
    if (std::ssize(largest) == 1 + most_others) {
      if (!larger(i, largest.front())) continue;
      std::ranges::pop_heap(largest, larger);
      largest.pop_back();
    }
    largest.push_back(i);
    std::ranges::push_heap(largest, larger);
  }
  std::ranges::sort_heap(largest, larger);
  std::vector<int64_t> elements{largest.front()};
  for (int64_t i = 1; i < count; ++i) elements.push_back(i * size / count);
  elements.insert(elements.end(), largest.begin() + 1, largest.end());
  return elements;
}

std::string name_of(const Network<double>& network, StepIndex step, const Param<double>& param) {
  return network.names()[step] + "/" + param.spec.name;
}

GradientCheck::Row check_parameter(Subject& subject, StepIndex step, Param<double>& param, double h, int64_t wanted) {
  GradientCheck::Row row{.parameter = name_of(subject.network, step, param), .size = param.value.size()};
  const int64_t count = wanted > 0 ? std::min(wanted, row.size) : row.size;
  double sum = 0;
  for (const int64_t at : elements_to_check(param, count)) {
    if (row.checked >= std::max(count, row.skipped)) break;
    const GradientDifference found =
        gradient_difference([&] { return subject.loss_from(step); }, subject.loss, param.value[at], param.grad[at], h);
    if (found.kink) {
      ++row.skipped;
      continue;
    }
    ++row.checked;
    row.max_relative_error = std::max(row.max_relative_error, found.relative);
    sum += found.absolute;
  }
  if (row.checked > 0) row.mean_absolute_difference = sum / static_cast<double>(row.checked);
  subject.loss_from(step);  // with the weights as they were
  return row;
}

// As many elements of each parameter as a minute or so has room for, but at least one.
constexpr int most_elements = 200;
constexpr double affordable_macs = 3e10;
constexpr double macs_per_value = 20;  // what passing an activation through memory costs
int64_t affordable_elements(Network<double>& network, int batch) {
  double behind = 0, each = 0;  // multiply-adds from a step on; for one element of every parameter
  for (const StepIndex step : network.steps().reversed()) {
    const Plan::Step& planned = network.plan().steps[step];
    behind += (static_cast<double>(planned.macs) + macs_per_value * static_cast<double>(planned.shape.size())) * batch;
    for (const Param<double>& param : network.layer(step).params()) {
      if (param.spec.role != Role::statistic) each += 2 * behind;
    }
  }
  return std::clamp<int64_t>(static_cast<int64_t>(affordable_macs / std::max(each, 1.0)), 1, most_elements);
}

// Biases of 0 put every unit that sees empty background exactly on the kink of its ReLU, where there is no gradient to
// compare with, and so do weights that are written by hand to sum to 0; weights that are all 0 pass no gradient on to
// what is before them, and would hide its faults.
void shift_from_kinks(std::span<Param<double>* const> params, uint64_t seed) {
  Rng rng(seed);
  for (Param<double>* param : params) {
    const auto values = param->value.view().array();
    const bool weight = param->spec.role == Role::weight;
    if (param->spec.role != Role::bias && !weight) continue;
    const double size = weight ? std::sqrt(values.square().mean()) : 0;
    const double width = !weight ? bias_shift : size > 0 ? weight_shift * size : 1 / std::sqrt(param->spec.fan_in);
    for (int64_t i = 0; i < param->value.size(); ++i) param->value[i] += width * rng.normal();
  }
}

}  // namespace

GradientCheck check_gradients(const Experiment& experiment, std::shared_ptr<const Dataset> dataset,
                              const GradientCheckOptions& options) {
  if (const auto issues = check(experiment, *dataset); !issues.empty()) throw Error(issues.front());
  const int batch = options.batch.value_or(static_cast<int>(std::min<int64_t>(3, dataset->train.count)));
  if (batch < 1 || batch > dataset->train.count)
    throw Error("batch", "expected 1 to {} samples, got {}", dataset->train.count, batch);
  // Over a shorter step the rounding of the losses is as large as the faults that are looked for.
  constexpr double shortest = 1e-7, longest = 0.1;
  if (!(options.h >= shortest && options.h <= longest))
    throw Error("h", "expected a step from {} to {}, got {}", shortest, longest, options.h);
  const auto training = read<TrainingOptions>(experiment.training, "training");
  Network<double> network(experiment.network, dataset->sample, batch, static_cast<uint64_t>(training.seed));
  Objective<double> objective(experiment, network);
  Workers workers(training.threads);
  shift_from_kinks(network.params(), key(static_cast<uint64_t>(training.seed), "gradient check"));
  network.refresh();

  const SampleInput normalized(dataset->sample, dataset->normalization);
  TargetBatch<double> targets;
  targets.begin(*dataset, batch);
  const View<double> input = network.input(batch);
  for (int i = 0; i < batch; ++i) {
    double* sample = input.data + i * dataset->sample.size();
    normalized.copy(dataset->train, i, sample);
    targets.set(i, dataset->train, i);
  }
  const Pass pass{.training = true};
  network.forward(pass, batch, workers);
  const double loss = objective.differentiate(batch, targets.targets());
  network.backward(pass, batch, workers);

  Subject subject{network, objective, workers, targets, batch, loss};
  GradientCheck result{.rows = {}, .tolerance = gradient_tolerance, .passed = true};
  const int64_t elements = options.per_parameter.value_or(affordable_elements(network, batch));
  for (const StepIndex step : network.steps()) {
    for (Param<double>& param : network.layer(step).params()) {
      if (param.spec.role == Role::statistic) continue;
      if (!options.parameter.empty() && name_of(network, step, param) != options.parameter) continue;
      result.rows.push_back(check_parameter(subject, step, param, options.h, elements));
      const GradientCheck::Row& row = result.rows.back();
      result.passed = result.passed && row.max_relative_error <= gradient_tolerance && row.checked >= row.skipped;
      if (options.checked) options.checked(row);
    }
  }
  if (result.rows.empty() && !options.parameter.empty())
    throw Error("parameter", "\"{}\" has no gradient here; expected layer/weight, as saddle gradcheck lists them",
                options.parameter);
  return result;
}

}  // namespace saddle
