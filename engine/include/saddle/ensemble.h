#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/model.h"

// Several models asked the same: a jury, whose mean is an ensemble.
namespace saddle {

using Jury = std::span<const std::shared_ptr<const Model>>;

// Throws Error that names the member, from 0, which takes other samples or knows other classes than the first, or gives
// no probabilities of classes.
void check_jury(Jury jury);

struct Verdicts {
  std::vector<std::vector<float>> members = {};  // the answer of each: Model::predict()
  std::vector<float> mean = {};                  // of these
  int answer = 0;                                // the class with the greatest mean
  int agreeing = 0;                              // members whose own answer is that
};
Verdicts ask(Jury jury, std::span<const float> sample);

struct EnsembleEvaluation {
  std::vector<Evaluation> members = {};  // each by itself
  // Of the mean of their probabilities. The loss is the cross entropy, as each member's would be if that is its loss.
  Evaluation together = {};
  double agreement = 0;  // share of the samples on which all members answer the same, be it right or wrong
};
EnsembleEvaluation evaluate_together(Jury jury, const Dataset& dataset, Dataset::Part part);

}  // namespace saddle
