#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "saddle/probe.h"

namespace saddle {

// The probes of a run that are watched: what was measured for each last, what that cost, and when it is due again.
// While a run is trained, measuring takes a tenth of the time, of which each probe has its part. Where one would grow
// older than a second, or is not whole yet, measuring takes up to a third. So what is watched is no more than two
// seconds old as long as all of it together takes less than half a second to measure, or a step of training is longer.
class Readings {
 public:
  using Clock = std::chrono::steady_clock;
  // Of the time while a run is trained.
  static constexpr double usual_share = 0.1, most_share = 1.0 / 3;

  // Of the run, when it is asked what is due.
  struct Now {
    int64_t steps = 0;      // done
    bool going_on = false;  // it is being trained: probes may be content with less
    bool sparing = false;   // a run is being trained: measuring takes its share of the time
    bool past = false;      // the past is looked at: what was measured at another step is due at once
    Clock::time_point at = Clock::now();
  };

  // Replaces what was watched; what was measured for probes that stay is kept.
  void watch(std::vector<Probe> probes);
  // The probe cannot be measured: it is not watched any more.
  void drop(const Probe& probe);
  // All that was measured is of other weights.
  void forget() { measured_.clear(); }
  // The same, but it is shown until it has been measured again: what is measured fastest comes first.
  void expire();
  const std::vector<Probe>& watched() const { return watched_; }
  bool watches(std::string_view type) const;

  // Of the probes that are due the one that was measured longest ago, or never; null where none is due.
  const Probe* due(const Now& now) const;
  bool is_due(const Probe& probe, const Now& now) const;
  // Whether the next step should keep account for the probe "updates", which is due after such a step only. `last`:
  // training stops after it.
  bool follows_next_step(const Now& now, bool last);
  // The run was trained for so long: of that, measuring gets its share.
  void trained(double seconds);
  // `seconds`: what it took. The first time is not held against the others: who opens a panel waits for it.
  void add(const Probe& probe, std::shared_ptr<const Reading> reading, double seconds, const Now& now);

  // Those that were measured, in the order in which they are watched. They go out with a snapshot: while time is
  // spared, none is due twice for the same one.
  std::vector<std::pair<Probe, std::shared_ptr<const Reading>>> publish();

 private:
  struct Measured {
    Probe probe;
    std::shared_ptr<const Reading> reading;
    int64_t step = 0;  // steps done when it was measured
    bool going_on = false;
    double seconds = 0;  // that it took
    Clock::time_point at = {};
    bool published = false;
  };
  const Measured* find(const Probe& probe) const;

  bool is_its_turn(const Measured& measured, const Now& now) const;
  bool is_pressing(const Measured& measured, const Now& now) const;

  std::vector<Probe> watched_;
  std::vector<Measured> measured_;  // in no order; of probes that are watched
  double spare_ = 0;                // seconds that are left for what is pressing
  bool followed_ = false;           // a step kept account that has not been measured yet
};

}  // namespace saddle
