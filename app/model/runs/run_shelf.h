#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "model/runs/kept_run.h"

namespace saddle::app {

// The runs that were kept, newest first. A run is kept when it finishes, diverges or is stopped; while it can still go
// on, its entry follows it. A new run gets an entry of its own.
class RunShelf {
 public:
  // None goes by itself. The one that is no longer among so many is hidden, unless it has a name of its own, and keeps
  // `few_points` of each curve.
  static constexpr size_t recent_runs = 24;
  static constexpr int64_t most_points = 32 * 1024, few_points = 512;  // of each curve; a longer one is thinned
  static constexpr int64_t fewest_steps = 2;                           // what is shorter is no curve

  // Called every frame with the worker's latest snapshot.
  void observe(const RunSnapshot& now);
  // When the program ends, or might: keeps the current run as it is.
  void close();
  const std::vector<KeptRun>& runs() const { return runs_; }
  // Whether the worker still has this run, running or paused: then it is drawn from there.
  bool is_live(const KeptRun& run) const { return run.live != 0 && run.live == live_; }

  void rename(const std::string& id, const std::string& name);
  // A run on other data than the current set is hidden by itself, and shown again when its data come back.
  void show(const std::string& id, bool shown);
  void remove(const std::string& id);

  // For storing: takes what was read from files; gives those that changed since, and the ids of those removed.
  void restore(std::vector<KeptRun> runs);
  std::vector<KeptRun> take_changed();
  std::set<std::string> take_removed();

 private:
  KeptRun* find(const std::string& id);
  void hide_other_data(const std::string& data);
  void keep(const RunSnapshot& snapshot);
  static void retire(KeptRun& run);
  int free_color() const;
  void tell_apart();

  std::vector<KeptRun> runs_;
  std::set<std::string> removed_;
  RunSnapshot last_;  // of the run that is trained now, the last one with steps
  uint64_t live_ = 0, named_ = 0;
  std::string data_;  // the data set that is looked at
};

}  // namespace saddle::app
