#include "train/sabotage.h"

#include <algorithm>
#include <utility>

#include "core/rng.h"
#include "model/layer_type.h"
#include "model/type_named.h"
#include "train/trainer_state.h"

namespace saddle {
namespace {

// Fisher and Yates; a map of labels moves as one.
void shuffle_labels(Samples& samples, int64_t labels, int64_t outputs, uint64_t seed) {
  Rng rng(key(seed, "shuffled labels"));
  for (int64_t i = samples.count - 1; i > 0; --i) {
    const auto other = static_cast<int64_t>((rng.bits() >> 32) % static_cast<uint64_t>(i + 1));
    for (int64_t k = 0; k < labels; ++k)
      std::swap(samples.labels[static_cast<size_t>(i * labels + k)],
                samples.labels[static_cast<size_t>(other * labels + k)]);
    for (int64_t k = 0; k < outputs; ++k)
      std::swap(samples.targets[static_cast<size_t>(i * outputs + k)],
                samples.targets[static_cast<size_t>(other * outputs + k)]);
  }
}

void unscale(Samples& samples) {
  constexpr float white = 255;
  if (samples.bytes.empty()) {
    for (float& value : samples.values) value *= white;
    return;
  }
  samples.values.assign(samples.bytes.begin(), samples.bytes.end());
  samples.bytes.clear();
}

// The last samples of `train` become the first ones of `test`, so that there are as many as before.
template <class T>
void copy_over(std::vector<T>& train, const std::vector<T>& test, int64_t count, int64_t trained, int64_t width) {
  if (train.empty() || test.empty()) return;
  std::copy_n(test.begin(), count * width, train.begin() + (trained - count) * width);
}

}  // namespace

Sabotage sabotage_of(const Experiment& experiment) {
  const FaultType* fault = fault_of(experiment);
  return fault ? fault->sabotage : Sabotage::none;
}

std::shared_ptr<const Dataset> sabotaged(std::shared_ptr<const Dataset> dataset, Sabotage sabotage, uint64_t seed) {
  const bool about_data = sabotage == Sabotage::shuffled_labels || sabotage == Sabotage::unscaled_inputs ||
                          sabotage == Sabotage::test_in_training;
  if (!about_data) return dataset;
  auto faulty = std::make_shared<Dataset>(*dataset);
  if (sabotage == Sabotage::shuffled_labels)
    shuffle_labels(faulty->train, faulty->labels_per_sample(), faulty->train.targets.empty() ? 0 : faulty->outputs,
                   seed);
  if (sabotage == Sabotage::unscaled_inputs) {
    for (Samples* part : {&faulty->train, &faulty->validation, &faulty->test}) unscale(*part);
  }
  if (sabotage == Sabotage::test_in_training) {
    Samples& train = faulty->train;
    const Samples& test = faulty->test;
    const int64_t count = std::min(train.count, test.count), width = faulty->sample.size();
    copy_over(train.bytes, test.bytes, count, train.count, width);
    copy_over(train.values, test.values, count, train.count, width);
    copy_over(train.labels, test.labels, count, train.count, faulty->labels_per_sample());
    copy_over(train.targets, test.targets, count, train.count, faulty->outputs);
  }
  return faulty;
}

void Trainer::State::spoil() {
  if (sabotage == Sabotage::uncorrected_adam) {
    constexpr int64_t many_steps = 1'000'000'000;
    optimizer->set_steps(many_steps);
  }
  if (sabotage == Sabotage::dropout_at_test)
    evaluate.answer_as_in_training(key(static_cast<uint64_t>(training.seed), "dropout at test"));
  if (sabotage == Sabotage::cut_gradient) {
    // In the middle of those with weights: both sides of it learn.
    std::vector<std::vector<Param<float>*>> layers;
    for (const StepIndex step : network.steps()) {
      std::vector<Param<float>*> params;
      for (Param<float>& param : network.layer(step).params()) {
        if (param.spec.role != Role::statistic) params.push_back(&param);
      }
      if (!params.empty()) layers.push_back(std::move(params));
    }
    if (!layers.empty()) cut = layers[(layers.size() - 1) / 2];
  }
  if (sabotage == Sabotage::dead_biases) {
    constexpr float far_below = -30;
    for (const StepIndex step : network.steps()) {
      const auto node = static_cast<size_t>(network.plan().steps[step].node);
      if (type_named(layers::all(), built.network[node].type).traits.rectifies) break;
      for (Param<float>& param : network.layer(step).params()) {
        if (param.spec.role == Role::bias) param.value.view().array().setConstant(far_below);
      }
    }
    network.refresh();
  }
}

}  // namespace saddle
