#include "train/inference.h"

#include <algorithm>

#include "core/flush_to_zero.h"
#include "train/evaluator.h"

namespace saddle {

int samples_in_memory(const Plan& plan) {
  constexpr int64_t most_values = 50'000'000;
  int64_t values = 1;
  for (const Plan::Step& step : plan.steps) values += step.shape.size();
  return static_cast<int>(std::max<int64_t>(most_values / values, 1));
}

std::vector<float> presented(const Loss<float>& loss, View<float> output, int64_t classes) {
  loss.present(output);
  if (output.width() != 1 || classes != 2) return {output.data, output.data + output.size()};
  std::vector<float> both;
  for (const float second : output.array()) both.insert(both.end(), {1 - second, second});
  return both;
}

Inference::Inference(const ModelContent& model, const Plan& plan, const catalog::SampleInfo& sample)
    : width_(sample.shape.size()),
      classes_(std::ssize(sample.classes)),
      at_once_(std::min(samples_in_memory(plan), most_evaluated)),
      threads_(read<TrainingOptions>(model.experiment.training, "training").threads),
      says_normalization_(model.normalization),
      network_(model.experiment.network, plan, sample.shape, at_once_, 0),
      objective_(model.experiment, network_),
      input_(sample.shape, model.normalization) {
  restore(parameters_of(model, network_), network_, nullptr);
  network_.refresh();
}

Workers& Inference::workers(int samples) {
  if (!network_.shares(samples)) return alone_;
  if (!many_) many_.emplace(threads_);
  return *many_;
}

template <class Use>
void Inference::run(std::span<const float> samples, const Use& use) {
  const FlushToZero flush;
  const int64_t size = std::ssize(samples), count = size / width_;
  if (size == 0 || size % width_ != 0)
    throw Error("", "the network takes {} numbers a sample, got {}; pass whole samples", width_, size);
  for (int64_t first = 0; first < count; first += at_once_) {
    const int batch = static_cast<int>(std::min<int64_t>(at_once_, count - first));
    const View<float> input = network_.input(batch);
    for (int i = 0; i < batch; ++i) input_.put(samples.data() + (first + i) * width_, input.data + i * width_);
    network_.forward({}, batch, workers(batch));
    use(network_.output(batch));
  }
}

std::vector<float> Inference::predict(std::span<const float> samples) {
  std::vector<float> answers;
  run(samples, [&](View<float> output) {
    const std::vector<float> some = presented(objective_.loss(), output, classes_);
    answers.insert(answers.end(), some.begin(), some.end());
  });
  return answers;
}

std::vector<float> Inference::outputs(std::span<const float> samples) {
  std::vector<float> all;
  run(samples, [&](View<float> output) { all.insert(all.end(), output.data, output.data + output.size()); });
  return all;
}

Evaluation Inference::evaluate(const Dataset& dataset, Dataset::Part part) {
  const FlushToZero flush;
  // A file that does not say how samples are normalized leaves that to the data.
  const SampleInput input(dataset.sample, says_normalization_ ? input_.normalization() : dataset.normalization);
  Evaluator evaluator(network_, objective_, dataset, input, workers(at_once_), at_once_);
  return evaluator(part, 0, {});
}

}  // namespace saddle
