#pragma once

#include "saddle/dataset.h"
#include "saddle/reading.h"
#include "train/probe_memory.h"

namespace saddle {

// What does not change while a run goes on: how many samples of each class there are, and how large values are. It is
// counted once, over a part of large data that is spread evenly.
class DatasetStatistics final : public ProbeMemory::Item {
 public:
  // Without single samples.
  const SamplesReading& of(const Dataset& dataset);
  void weights_changed() override {}

 private:
  bool done_ = false;
  SamplesReading found_;
};

}  // namespace saddle
