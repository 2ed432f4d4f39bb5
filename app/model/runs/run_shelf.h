#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "model/runs/kept_run.h"

namespace saddle::app {

// The runs that were kept, the newest first. A run is kept when it finishes, diverges or is stopped, and as long as it
// can go on what is kept of it follows; a new one puts another beside it.
class RunShelf {
 public:
  static constexpr size_t most_runs = 24;            // the oldest goes when another comes
  static constexpr int64_t most_points = 32 * 1024;  // of each curve; a longer one is thinned
  static constexpr int64_t fewest_steps = 2;         // what is shorter is no curve

  // Each frame, with what the worker says now.
  void observe(const Snapshot& now);
  // When the program ends: what is trained now is kept as it is.
  void close();
  const std::vector<KeptRun>& runs() const { return runs_; }
  // The run that goes on (or stands still) in the worker is drawn from there.
  bool is_live(const KeptRun& run) const { return run.live != 0 && run.live == live_; }

  void rename(const std::string& id, const std::string& name);
  // A run on other data than those of the moment is put aside by itself, and comes back with its data.
  void show(const std::string& id, bool shown);
  void remove(const std::string& id);

  // From files, and back: those that changed since, and the ids of those that are no more.
  void restore(std::vector<KeptRun> runs);
  std::vector<KeptRun> take_changed();
  std::set<std::string> take_removed();

 private:
  KeptRun* find(const std::string& id);
  void put_aside(const std::string& data);
  void keep(const Snapshot& snapshot);
  int free_color() const;

  std::vector<KeptRun> runs_;
  std::set<std::string> removed_;
  Snapshot last_;  // of the run that is trained now, the last one with steps
  uint64_t live_ = 0, named_ = 0;
  std::string data_;  // the data set that is looked at
};

}  // namespace saddle::app
