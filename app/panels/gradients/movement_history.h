#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plot/series.h"
#include "saddle/probe.h"

namespace saddle::app {

// How the readings of "updates" went over a run, layer by layer: at most a few thousand points, evenly thinned.
class MovementHistory {
 public:
  struct Layer {
    std::string name;
    std::vector<plot::Point> gradient = {}, ratio = {};  // against the step
  };
  // `run`: of the snapshot it came with; another run starts over. `step`: of the reading.
  void add(uint64_t run, int64_t step, const UpdatesReading& updates);
  const std::vector<Layer>& layers() const { return layers_; }

 private:
  uint64_t run_ = 0;
  int64_t last_step_ = 0, seen_ = 0, every_ = 1;
  std::vector<Layer> layers_;
};

}  // namespace saddle::app
