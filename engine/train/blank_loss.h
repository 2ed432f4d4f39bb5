#pragma once

#include "saddle/dataset.h"
#include "saddle/experiment.h"
#include "saddle/plan.h"

namespace saddle {

// The loss of a network that knows nothing: all of its outputs are 0, which a softmax makes the same probability for
// every class. Over a few hundred training samples spread evenly, auxiliary outputs included.
double blank_loss(const Experiment& experiment, const Plan& plan, const Dataset& dataset);

}  // namespace saddle
