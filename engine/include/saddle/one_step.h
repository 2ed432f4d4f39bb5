#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "saddle/explain.h"

namespace saddle {

class Model;

// One step of training in numbers: one example, and one weight on its way through the network and back.
struct OneStepQuestion {
  std::string parameter;  // "dense_1/weight"; empty: the first
  int64_t index = 0;      // in the order of the file
  int64_t sample = 0;     // of the training set; it is the whole batch
};
struct OneStep {
  // Where the weight takes part: once in a dense layer, at every position of a convolution.
  struct Place {
    std::string unit;  // of the layer's output: "3", or "(2, 5, 13)" of an image
    double slope = 0;  // of that output by the weight: what the weight is multiplied by
    double above = 0;  // the gradient of the loss at that output
    double product() const { return slope * above; }
  };
  // Of the sum that the unit is: weight times input.
  struct Term {
    std::string input;
    double weight = 0, value = 0;
    bool chosen = false;  // the weight that was asked for
    double product() const { return weight * value; }
  };
  // Along the way with the largest product, from the unit to the loss.
  struct Factor {
    std::string layer, unit;  // whose output it is that changes
    double local = 0;         // by so much, for each 1 of the unit before; NaN of batch norm, which mixes all of them
    double above = 0;         // the gradient of the loss there
    double total = 0;         // of all ways from the unit before: the sum of their products
    int64_t ways = 1;         // that there are
    double product() const { return local * above; }
  };

  std::string parameter, layer;
  int64_t index = 0, size = 0;
  int64_t sample = 0;
  double loss = 0, weight = 0, gradient = 0;
  int64_t places_in_all = 0;
  std::vector<Place> places;  // the largest products first
  std::string unit;           // of the first place
  double sum = 0, bias = 0;   // the unit's output, and what of it is in no term
  int64_t terms_in_all = 0;
  std::vector<Term> terms;  // the chosen one, then the largest; of layers that add up weighted inputs
  std::vector<Factor> factors;
  std::vector<ExplainedLine> update;  // by the formula of the optimizer
  double weight_after = 0;            // as the optimizer's code has it
  double loss_after = 0;              // of the same example, with all weights updated
  double loss_after_alone = 0;        // with this one alone
};
// `model`: the weights and, of a checkpoint, the optimizer's memory; null: before the first step. Throws Error where
// the parameter or the sample is not there, or the network cannot learn from one example.
OneStep one_step(const Experiment& experiment, const Dataset& dataset, const Model* model,
                 const OneStepQuestion& question);

// The parameters of a network that can be asked for, with their sizes.
struct ParameterSize {
  std::string name;
  int64_t size = 0;
};
std::vector<ParameterSize> trained_parameters(const Experiment& experiment, const Shape& sample);

}  // namespace saddle
