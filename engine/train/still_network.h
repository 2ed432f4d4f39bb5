#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/parallel.h"
#include "nn/network.h"
#include "saddle/trainer.h"
#include "train/objective.h"
#include "train/target_batch.h"

namespace saddle {

// The network of a trainer as it stands, in double, over the first samples of its training set: the training pass of
// the trainer's next step, with its random numbers, always the same one. Its weights may be written and put back.
class StillNetwork {
 public:
  // `samples`: fewer where the data set has fewer.
  StillNetwork(const Trainer& trainer, int samples);

  // The weights as the trainer has them now.
  void take_weights(const Trainer& trainer);
  // Runs all of it forward; returns the loss.
  double forward();
  // The same from a layer on whose parameters, and whose alone, were written since.
  double loss_from(StepIndex step);
  // After forward(): the gradients of all parameters and, of every layer, of its output.
  void backward();

  Network<double>& network() { return network_; }
  int count() const { return count_; }
  const Pass& pass() const { return pass_; }
  Targets<double> targets() const { return targets_.targets(); }
  // The loss as the book computes it, -log(y + 1e-7) of the softmax (4.2.2); NaN of other losses.
  double loss_with_epsilon();

  struct Place {
    StepIndex step;
    Param<double>* param;
  };
  // Of one number of a trainer: its value and gradient, and what the optimizer knows of it for its next step.
  struct Number {
    double value = 0, gradient = 0;
    bool decays = false;  // weight decay is for it
    std::vector<std::pair<std::string, double>> memory = {};
    int64_t steps = 0;       // that the optimizer has made
    double rate_factor = 1;  // what the schedule makes of the learning rate now
  };
  static Number number_of(const Trainer& trainer, const std::string& parameter, int64_t index);

  // Throws Error for a parameter that the network lacks, or that has no number of that index.
  Place place_of(std::string_view parameter, int64_t index);

 private:
  int count_;
  bool softmax_;  // the loss is the cross entropy of a softmax, of one class a sample
  Network<double> network_;
  Objective<double> objective_;
  Workers workers_{1};
  TargetBatch<double> targets_;
  Pass pass_{.training = true, .every_activation = true};
};

}  // namespace saddle
