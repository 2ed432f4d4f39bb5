#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/parallel.h"
#include "nn/network.h"
#include "saddle/dataset.h"
#include "saddle/evaluation.h"
#include "train/objective.h"
#include "train/rank_word.h"
#include "train/sample_input.h"
#include "train/target_batch.h"

namespace saddle {

// What a network makes of a part of the data set: see Trainer::evaluate().
class Evaluator {
 public:
  // All must live longer; `at_once` samples go through together.
  Evaluator(Network<float>& network, Objective<float>& objective, const Dataset& dataset, const SampleInput& input,
            Workers& workers, int at_once)
      : network_(network),
        objective_(objective),
        dataset_(dataset),
        input_(input),
        workers_(workers),
        at_once_(at_once) {}

  // Before each batch that is shared by ranks: the others are to follow().
  void tell_others(std::function<void(const RankWord&)> tell) { tell_ = std::move(tell); }

  Evaluation operator()(Dataset::Part which, int64_t limit, const std::function<bool()>& go_on);
  // The same in steps, for who runs the network in another way in between: the next batch of a part, of which `wanted`
  // samples are measured; its samples made the input; what the outputs come to, added to the sums; their means.
  RankWord batch(Dataset::Part which, int64_t first, int64_t wanted) const;
  void gather(const RankWord& batch);
  Evaluation nothing_yet() const;
  void add(Evaluation& sums, int count);
  Evaluation means_of(Evaluation sums) const;
  // Answers as it does in training: with dropout. Of a network that takes no statistics of its batch.
  void answer_as_in_training(uint64_t seed) { seed_ = seed; }
  // On another rank: this rank's share of a batch.
  void follow(const RankWord& word) { forward(word); }

 private:
  void forward(const RankWord& batch);

  Network<float>& network_;
  Objective<float>& objective_;
  const Dataset& dataset_;
  const SampleInput& input_;
  Workers& workers_;
  int at_once_;
  std::function<void(const RankWord&)> tell_;
  std::optional<uint64_t> seed_;  // of dropout; none: it is off
  TargetBatch<float> targets_;    // keeps its memory from call to call
};

}  // namespace saddle
