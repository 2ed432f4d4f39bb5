#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/parallel.h"
#include "nn/network.h"
#include "saddle/attribution.h"
#include "saddle/evaluation.h"
#include "train/evaluator.h"
#include "train/model_file.h"
#include "train/objective.h"
#include "train/sample_input.h"

namespace saddle {

// So many samples go through a network together without training: as many as their activations leave room for.
int samples_in_memory(const Plan& plan);
// But no more than this in one pass of an evaluation.
constexpr int most_evaluated = 100;

// The outputs of a network as people want to see them: probabilities for logits, of both classes where one output tells
// them apart. In place; `classes` of the data, 0 for regression.
std::vector<float> presented(const Loss<float>& loss, View<float> output, int64_t classes);

// The network of a model, which only infers. One thread uses it.
class Inference {
 public:
  // Throws Error where the weights do not fit the network.
  Inference(const ModelContent& model, const Plan& plan, const catalog::SampleInfo& sample);

  // See Model.
  std::vector<float> predict(std::span<const float> samples);
  std::vector<float> outputs(std::span<const float> samples);
  Evaluation evaluate(const Dataset& dataset, Dataset::Part part);
  // See saddle/attribution.h.
  std::vector<float> asked_of(std::span<const float> samples, const Asked& asked);
  std::vector<float> input_gradient(std::span<const float> samples, const Asked& asked);
  // The output of a layer for each sample, channels-last, with every layer run by itself.
  std::vector<float> layer_outputs(std::span<const float> samples, StepIndex step);
  Network<float>& network() { return network_; }
  // On such data; both must live as long.
  Evaluator evaluator(const Dataset& dataset);
  Workers& workers(int samples);

 private:
  // use(output) for one batch after the other.
  template <class Use>
  void run(std::span<const float> samples, const Use& use, const Pass& pass = {});
  enum class Presented { as_it_is, sigmoid, softmax };  // what the loss makes of outputs
  static Presented presentation_of(const std::string& loss);
  void check(const Asked& asked) const;

  int64_t width_, classes_, outputs_;
  int at_once_;
  int threads_;
  bool says_normalization_, per_pixel_;
  Presented presented_;
  Network<float> network_;
  Objective<float> objective_;
  SampleInput input_;
  std::optional<SampleInput> input_of_data_;  // of what is evaluated
  Workers alone_{1};
  std::optional<Workers> many_;  // once there was work for them
};

}  // namespace saddle
