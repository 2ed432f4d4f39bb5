#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "saddle/probe.h"
#include "saddle/trainer.h"
#include "train/timeline.h"

namespace saddle {

// What answers of a run's past: a second network beside the one that is trained, with the weights of the moment that is
// looked at. It is built once a run. A network's first pass allocates all that it needs, so the first answer would take
// several times as long as the others: prepare() takes that upon itself before anybody waits.
class PastNetwork {
 public:
  explicit PastNetwork(ThreadPool& threads) : threads_(threads) {}

  // Returns the network with the weights of this moment of the run. Valid until forget().
  Trainer& at(const Trainer& run, const Timeline::Entry& then);
  // Measures the probe there.
  Reading measure(const Trainer& run, const Timeline::Entry& then, const Probe& probe);

  // Builds it, unless it stands; prepare_one() makes it ready for one of these probes after the other.
  void prepare(const Trainer& run, const Timeline::Entry& then, std::vector<Probe> probes);
  // Returns false where nothing is left to be made ready.
  bool prepare_one(const Trainer& run, const Timeline::Entry& then);
  void prepare_no_more() { unprepared_.clear(); }
  void forget();

  bool stands() const { return network_.has_value(); }
  int builds() const { return builds_; }  // so far
  // About how much memory it takes beside a run of this plan, in bytes.
  static int64_t bytes(const Plan& plan);

 private:
  ThreadPool& threads_;
  std::optional<Trainer> network_;
  std::shared_ptr<const Moment> shown_;  // whose weights it was given last
  std::vector<Probe> unprepared_;        // the next one last
  int builds_ = 0;
};

}  // namespace saddle
