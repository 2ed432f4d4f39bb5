#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "saddle/communicator.h"
#include "saddle/curve.h"
#include "saddle/figures.h"
#include "saddle/search.h"

namespace saddle {

// One trial of a search, at one moment. Const to the bottom.
struct Trial {
  enum class State {
    waiting,
    running,
    paused,    // of successive halving: waits for the others to come as far
    finished,  // also where it diverged, which is an answer
    stopped,   // by successive halving
    failed     // twice: `why`
  };
  int64_t index = 0;
  State state = State::waiting;
  std::vector<Value> settings = {};  // of each range
  int64_t steps = 0;
  bool diverged = false;
  Figures figures = {};                // after `steps`; of the test set none
  std::vector<CurvePoint> curve = {};  // of the metric, at most some hundred points
  int failures = 0;
  std::optional<Issue> why = {};  // of the last failure
  bool ended() const { return state == State::finished || state == State::stopped || state == State::failed; }
};
std::string_view name_of(Trial::State state);

// All trials of a search, at one moment.
struct SearchSnapshot {
  uint64_t serial = 0;                                    // counts changes
  std::vector<std::shared_ptr<const Trial>> trials = {};  // by index; none is null
  int64_t ended = 0;                                      // how many of them
  std::vector<Issue> notes = {};                          // what was found in the journal
  std::optional<Issue> issue = {};                        // what ended it early, other than stop()
  bool done = false;                                      // nothing more will change
};

// The indices of the best trials that have finished, the best first; of equals the first. Trials that diverged are not
// among them.
std::vector<int64_t> best_trials(const Search& search, const SearchSnapshot& snapshot, int most = 20);

// Makes the trials of a search on threads of its own, several at a time, each on one thread. The test set is not
// loaded into any of them. What comes of it does not depend on the number of jobs.
class SearchRunner {
 public:
  struct Options {
    int jobs = 0;  // trials at a time; 0: one per core. With ranks: on each of them, and 0 is one
    // Null, or what this is rank 0 of: trials are made on all ranks, the others of which call make_trials(). Nobody
    // else uses it while this lives.
    Communicator* ranks = nullptr;
    std::filesystem::path data_directory = {};
    // Each event is a line of this file, on the disk before anything follows from it (engine/README.md, "Files").
    // Empty: none is kept.
    std::filesystem::path journal = {};
    bool resume = false;                      // goes on with the journal, if there is one; otherwise there must be none
    int shard = 0, shards = 1;                // makes the trials whose index is `shard` modulo `shards`
    std::function<void()> published = [] {};  // called whenever there is something new, on any thread
  };
  // Throws Error where check(search) does, and where the journal is of another search, in use, or damaged; begins at
  // once.
  explicit SearchRunner(Search search, Options options);
  ~SearchRunner();  // stops
  SearchRunner(const SearchRunner&) = delete;
  SearchRunner& operator=(const SearchRunner&) = delete;

  const Search& search() const;
  // Never null. From any thread, at once.
  std::shared_ptr<const SearchSnapshot> latest() const;
  // Ends each trial between two steps; what has not ended is as if it had not begun. Returns at once; latest() says
  // when it is done.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
  friend void make_trials(Communicator& ranks, const Search& search, const Options& options);
};

// On another rank than 0: makes the trials that rank 0 hands out, until that ends. Throws Error where check(search)
// does.
void make_trials(Communicator& ranks, const Search& search, const SearchRunner::Options& options);

}  // namespace saddle
