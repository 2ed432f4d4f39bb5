#pragma once

#include <functional>

#include "core/parallel.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/probe.h"

namespace saddle {

// What a probe may look at, between two steps. It may run the network on an input of its own, which overwrites
// activations but neither parameters nor random streams.
struct ProbeContext {
  Network<float>& network;
  const Dataset& dataset;
  const Normalisation& normalisation;
  const Loss<float>& loss;
  Workers& workers;
  int64_t step = 0;
};

struct ProbeType {
  Entry entry;
  // Throws Error where the probe does not fit the network.
  std::function<Reading(const Probe&, ProbeContext&)> measure;
};

namespace probes {
const std::vector<ProbeType>& all();
}

}  // namespace saddle
