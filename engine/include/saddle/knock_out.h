#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "saddle/model.h"

// What a model's units are worth: each is silenced by itself, and the model is measured again (ablation; LeCun, Denker
// and Solla, 1990, ask the same of weights). May be called on any thread.
namespace saddle {

// The model with the same weights, and with what is done by hand to its layers as these nodes say (saddle/surgery.h).
// Throws Error where they are not the model's own otherwise.
Model operated(const Model& model, const std::vector<Node>& network);

// Over `limit` samples spread evenly over the part (0: all of them), as Trainer::evaluate() picks them.
Evaluation evaluate_some(const Model& model, const Dataset& dataset, Dataset::Part part, int64_t limit);

struct KnockOut {
  std::string layer = {};
  int64_t samples = 0, of = 0;                       // measured so far; all
  double accuracy = 0, loss = 0;                     // of the model as it is
  std::vector<double> accuracies = {}, losses = {};  // by unit: with that one silent as well
  bool complete() const { return samples == of; }
};
// Over the samples of evaluate_some(): what that says of operated() models, one for each unit. `go_on` is told of what
// was found after each batch, of some samples and all units, and asked between two units; where it says no, what is
// complete so far is returned.
KnockOut knock_out(const Model& model, const Dataset& dataset, Dataset::Part part, const std::string& layer,
                   int64_t limit = 0, const std::function<bool(const KnockOut&)>& go_on = {});

}  // namespace saddle
