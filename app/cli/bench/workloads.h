#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"

namespace saddle::cli {

// One fixed piece of work, the same for every program that is measured with it (tests/bench/README.md has the table).
struct Workload {
  enum class Kind { training, inference };

  std::string name, what;  // "W3"; a few words
  Kind kind = Kind::training;
  Experiment experiment = {};
  Shape sample = {};
  int64_t pool = 0;            // samples there are; inputs are uniform in [low, 1), labels in 0 .. 9
  float low = 0;               // of the inputs
  int batch = 100;             // samples a step
  bool counts_epochs = false;  // the result is epochs a second as well
};

// W1 … W7, in their order. Some have two rows, one for each batch size.
std::vector<Workload> workloads();

// The samples of a workload: the same numbers at every call.
std::shared_ptr<const Dataset> synthetic_samples(const Workload& workload);

// 2 FLOP for each multiply-add of dense layers and convolutions, per sample; training adds the gradient of the weights
// and, except in the first of those layers, of the input.
double useful_flops(const Workload& workload);

}  // namespace saddle::cli
