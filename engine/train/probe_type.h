#pragma once

#include <functional>

#include "core/parallel.h"
#include "nn/network.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/probe.h"
#include "train/movement.h"
#include "train/objective.h"
#include "train/probe_memory.h"
#include "train/sample_input.h"
#include "train/weight_path.h"

namespace saddle {

// What a probe may look at, between two steps. It may run the network on an input of its own, which overwrites
// activations, but must leave parameters, their gradients, running statistics and random streams as they were.
struct ProbeContext {
  const Experiment& experiment;
  Network<float>& network;
  Objective<float>& objective;
  const MovementRecorder& movement;
  const WeightPath& path;
  const Dataset& dataset;
  const SampleInput& input;  // of the network: see there
  Workers& workers;
  ProbeMemory& memory;
  uint64_t seed = 0;
  bool drawn = true;     // the first weights were drawn from the seed
  int most_samples = 1;  // that memory has room for at once
  int64_t step = 0;
  bool going_on = false;  // training is
};

struct ProbeType {
  Entry entry;
  // Throws Error where the probe does not fit the network.
  std::function<Reading(const Probe&, ProbeContext&)> measure;
  // Of its readings, a run keeps so many at most, thinned evenly over its steps: RunSnapshot::history().
  size_t kept = 0;
};

namespace probes {
const std::vector<ProbeType>& all();
}

}  // namespace saddle
