#pragma once

#include <vector>

#include "saddle/fault.h"

namespace saddle {

// What no value of an experiment can say: the trainer does it.
enum class Sabotage {
  none,
  cut_gradient,      // the parameters of one layer get no gradient
  dead_biases,       // the first layer that is rectified begins so far below 0 that nothing passes
  shuffled_labels,   // of the training samples
  unscaled_inputs,   // 255 times as large
  test_in_training,  // the test samples take the place of as many training samples
  dropout_at_test,
  stale_statistics,  // batch norm never keeps what it sees in training
  uncorrected_adam   // as if it had made many steps already, so that its averages count as unbiased
};

struct FaultType {
  Fault about;
  bool (*fits)(const Experiment&);
  void (*apply)(Experiment&) = nullptr;  // null: a sabotage says it
  Sabotage sabotage = Sabotage::none;
};

namespace faults {
const std::vector<FaultType>& all();
}

// The row of an experiment's fault, or null where it has none. Throws Error for a name that there is not.
const FaultType* fault_of(const Experiment& experiment);

}  // namespace saddle
