#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"

namespace saddle::cli {

// A fixed benchmark, the same for every program measured with it; see the table in tests/bench/README.md.
struct Workload {
  enum class Kind { training, inference };

  std::string name, what;  // "W3"; a short description
  Kind kind = Kind::training;
  Experiment experiment = {};
  Shape sample = {};
  int64_t pool = 0;            // number of samples; inputs are uniform in [low, 1), labels in 0 .. 9
  float low = 0;               // of the inputs
  int batch = 100;             // samples per step
  bool counts_epochs = false;  // report epochs per second as well
};

// Returns W1 … W7 in their order. Some occur twice, once for each batch size.
std::vector<Workload> workloads();

// Returns the samples of a workload, the same ones at every call.
std::shared_ptr<const Dataset> synthetic_samples(const Workload& workload);

// Returns the floating-point operations for one sample: 2 for each multiply-add of dense layers and convolutions.
// Training adds the gradient of the weights and, except in the first of these layers, of the input.
double useful_flops(const Workload& workload);

}  // namespace saddle::cli
