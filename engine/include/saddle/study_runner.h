#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "saddle/figures.h"
#include "saddle/probe.h"
#include "saddle/snapshot.h"
#include "saddle/study.h"

namespace saddle {

// One run of a study, at one moment. Const to the bottom.
struct StudyRun {
  enum class State { waiting, running, finished, diverged, failed };
  int64_t index = 0;
  State state = State::waiting;
  int seed = 0;
  Figures figures = {};                         // once it has finished
  std::shared_ptr<const RunSnapshot> now = {};  // null while waiting
  bool ended() const { return state != State::waiting && state != State::running; }
};

// All runs of a study, at one moment.
struct StudySnapshot {
  uint64_t serial = 0;                                     // counts changes
  std::vector<std::shared_ptr<const StudyRun>> runs = {};  // by index; none is null
  int64_t ended = 0;                                       // how many of them
  std::optional<Issue> issue = {};                         // what ended it early, other than stop()
  bool done = false;  // nothing more will change: all have ended, or the study was stopped
};

// Figures of one combination over its seeds.
struct StudySummary {
  int64_t combination = 0;
  int runs = 0, diverged = 0;                            // that have ended; and of these, how many diverged
  std::array<Spread, figure_table.size()> spreads = {};  // in the order of figure_table
};
// Of the combinations of which a run has ended.
std::vector<StudySummary> summarize(const Study& study, const StudySnapshot& snapshot);

// The figure by which runs are compared: the one that the study names, or else the first that they have of
// test_accuracy, test_loss and train_loss.
const FigureRow& metric_of(const Study& study, const StudySnapshot& snapshot);

// Trains the runs of a study on threads of its own, several at a time, each run on one thread. What a run computes is
// the same, bit for bit, as Session computes for its experiment, whatever the number of jobs and the order.
class StudyRunner {
 public:
  enum class Order {
    whole_runs,  // a run is trained to its end before the next begins: least memory, most speed
    together     // a few steps of each run before the next few of any, as a race is watched
  };
  struct Options {
    int jobs = 0;  // runs at a time; 0: one per core
    Order order = Order::whole_runs;
    // Of `together`: all that train at a time are in memory, so at most so many do; the others wait for them to end.
    int most_together = 64;
    std::filesystem::path data_directory = {};
    // Measured on every run while it trains, in a tenth of its time, and at its end; a run that cannot leaves it out.
    std::vector<Probe> watched = {};
    std::function<void()> published = [] {};  // called whenever there is something new, on any thread
    // Looked at while the study is checked. Null: that goes on to its end.
    const std::atomic<bool>* stop_checking = nullptr;
  };
  // Throws Error where check(study) does, and where that is stopped; begins at once.
  explicit StudyRunner(Study study, Options options);
  ~StudyRunner();  // stops
  StudyRunner(const StudyRunner&) = delete;
  StudyRunner& operator=(const StudyRunner&) = delete;

  const Study& study() const;
  // Never null. From any thread, at once.
  std::shared_ptr<const StudySnapshot> latest() const;
  // Ends each run between two steps; runs that have not ended stay as they are. Returns at once; latest() says when
  // it is done.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace saddle
