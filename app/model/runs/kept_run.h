#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "saddle/snapshot.h"

namespace saddle::app {

// A run that has ended or is paused: what it was and how it learned. A value; its curves share blocks with the run.
struct KeptRun {
  std::string id = {};    // of its file, and of its line in a figure
  std::string name = {};  // the user's; empty: it is called by what it was
  Experiment experiment = {};
  Curves curves = {};
  Status status = Status::paused;  // finished, paused or diverged
  int64_t steps = 0, steps_per_epoch = 1;
  double seconds = 0;
  bool shown = true;
  bool other_data = false;  // hidden because the data set in view is another one
  int color = 1;            // in the palette; 0 is the run that is trained now
  uint64_t live = 0;        // RunSnapshot::run while it can go on; 0: it cannot any more
  int64_t branched_at = 0;  // the step at which it left the run before; 0: it began by itself
  bool dirty = false;       // differs from its file
};

// Multiply-adds count as two operations, and a backward pass as two forward passes: steps × batch × 3 × 2 × macs.
// Returns 0 if the shape of the data is not known. `directory`: as in --data.
double flops_per_step(const Experiment& experiment, const std::filesystem::path& directory = {});

// A line of JSON for each curve. Throws Error if the text is not a kept run.
std::string to_json(const KeptRun& run);
KeptRun parse_kept_run(const std::string& json);

}  // namespace saddle::app
