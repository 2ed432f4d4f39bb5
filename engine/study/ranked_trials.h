#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <list>
#include <map>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "saddle/communicator.h"
#include "saddle/thread_safety.h"
#include "study/trial_letters.h"
#include "study/trial_maker.h"

namespace saddle {

// On rank 0: trials that are made here and on the other ranks, so many at a time on each. A thread of its own does the
// talking.
class RankedTrials {
 public:
  // All must live longer. `head`: the search as its journal has it, which all ranks must have been started for.
  RankedTrials(Communicator& ranks, std::string head, int jobs, TrialMaker& here, const std::atomic<bool>& stop);
  ~RankedTrials();  // all trials have been answered for
  RankedTrials(const RankedTrials&) = delete;
  RankedTrials& operator=(const RankedTrials&) = delete;

  // As TrialMaker::make(), wherever there is room, on the rank that knows the trial if possible. Of at most jobs * size
  // threads at a time. Throws Error where another rank has failed.
  bool make(Trial& trial, int rung);
  void forget(int64_t trial);

 private:
  struct Waiting {
    Trial* trial;
    std::optional<bool> made = {};  // once it is answered
  };

  int take_place(int64_t trial);
  void give_back(int rank);
  bool make_there(int rank, Trial& trial, int rung);
  void talk_once();
  void hear(const Communicator::Letter& letter);

  Communicator& ranks_;
  const std::string head_;
  TrialMaker& here_;
  const std::atomic<bool>& stop_;
  bool told_to_stop_ = false;  // the thread's own

  Mutex mutex_;
  ConditionVariable answered_;
  std::vector<int> free_ SADDLE_GUARDED_BY(mutex_);                           // a rank for each place that it has left
  std::map<int64_t, int> known_to_ SADDLE_GUARDED_BY(mutex_);                 // the rank that made a trial last
  std::map<int64_t, Waiting*> waiting_ SADDLE_GUARDED_BY(mutex_);             // by trial
  std::list<std::pair<int, TrialRequest>> outbox_ SADDLE_GUARDED_BY(mutex_);  // to which rank
  std::exception_ptr failure_ SADDLE_GUARDED_BY(mutex_);
  std::jthread thread_;
};

// On another rank: makes what rank 0 asks for, until that ends.
void make_trials_for_rank_0(Communicator& ranks, const Search& search, const std::filesystem::path& directory,
                            int jobs);

}  // namespace saddle
