#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/figures.h"
#include "saddle/model.h"
#include "saddle/snapshot.h"
#include "session/run.h"
#include "study/shared_data.h"

namespace saddle {

// A run of a study: as a session trains it, on one thread. One thread at a time uses it.
class Contestant final : private RunDriver {
 public:
  // Both must live longer. When `stop` becomes true, whatever it is at ends soon, and it goes no further.
  Contestant(SharedData& data, const std::atomic<bool>& stop);

  // Builds the network; what stands against it makes the run fail. `until`: the step at which it has finished; 0: after
  // all epochs. `checkpoint`: to go on from, or null.
  void begin(Experiment experiment, int64_t until, std::shared_ptr<const Model> checkpoint = nullptr);
  bool going_on() const { return run_.training() && !stop_; }
  // Whether it was stopped in the midst of something, which it has left undone.
  bool interrupted() const { return interrupted_; }
  void step() { run_.step(); }
  // Of the run that was begun: from now on these are in its snapshots.
  void watch(std::vector<Probe> probes);
  // Measures what is due of that, or all of it.
  void measure_due();
  void measure_all();
  // All that it needs to go on later.
  std::shared_ptr<const Model> checkpoint();
  std::shared_ptr<const RunSnapshot> snapshot() { return run_.snapshot(); }
  // Of a run that has ended; those of validation over the whole part.
  Figures figures();

 private:
  void publish() override {}
  bool attend(Run&) override;
  std::shared_ptr<const Dataset> load(const Run& run, const Experiment& experiment,
                                      const std::filesystem::path& directory) override;

  SharedData& data_;
  const std::atomic<bool>& stop_;
  bool interrupted_ = false;
  ThreadPool threads_;
  Run run_{first_run, *this, threads_};
};

// What is worth keeping of a run that has ended: curves of at most `most_points` points each, and no histories.
std::shared_ptr<const RunSnapshot> kept_of(const RunSnapshot& end, int64_t most_points);

}  // namespace saddle
