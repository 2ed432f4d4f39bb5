#pragma once

#include <string_view>

#include "model/fault_type.h"
#include "saddle/experiment.h"

// What faults ask of an experiment, and change in it.
namespace saddle::faults {

inline bool any(const Experiment&) { return true; }
bool has_layer(const Experiment& experiment, std::string_view type);
// Whether a ReLU follows a layer with weights.
bool rectifies(const Experiment& experiment);
bool normalizes_batch(const Experiment& experiment);

// Sets the initialization of all layers that have one.
void set_inits(Experiment& experiment, const Value& init);
void multiply_rate(Experiment& experiment, double factor);

}  // namespace saddle::faults
