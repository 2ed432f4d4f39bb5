#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "saddle/snapshot.h"

namespace saddle {

// The readings of a run in its course, of the probes whose row says how many are to be kept.
class Histories {
 public:
  // Keeps the reading unless it is too near to the one before it, or not of a later step.
  void add(const Probe& probe, std::shared_ptr<const Reading> reading);
  void forget() { kept_.clear(); }

  // Lets go of those after `step`.
  void cut(int64_t step);

  // What is given away is never written to again. `until`: only those up to that step.
  std::vector<std::pair<Probe, std::shared_ptr<const ReadingHistory>>> freeze(std::optional<int64_t> until = {}) const;
  // The last one of a probe up to that step, or null.
  std::shared_ptr<const Reading> last(const Probe& probe, int64_t step) const;

 private:
  struct Kept {
    Probe probe;
    std::shared_ptr<const ReadingHistory> readings;
    int64_t stride = 1;  // steps from one that is kept to the next, at least
    // Those up to a step, as they were given away last.
    mutable std::shared_ptr<const ReadingHistory> until = {};
  };

  std::vector<Kept> kept_;  // the latest that were asked about for the first time at the end
};

}  // namespace saddle
