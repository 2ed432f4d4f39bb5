#pragma once

#include <atomic>
#include <filesystem>

#include "saddle/search_runner.h"
#include "study/contestant.h"
#include "study/halving.h"
#include "study/shared_data.h"

namespace saddle {

// Makes trials of a search in this process, each on the thread that asks for it.
class TrialMaker {
 public:
  // `search` and `stop` must live longer. `directory`: as in --data. `jobs`: how many threads ask at a time.
  TrialMaker(const Search& search, std::filesystem::path directory, int jobs, const std::atomic<bool>& stop);

  // Trains a trial as far as a rung, and makes it what it is then: finished, paused, or, where it failed, waiting for
  // another attempt or failed. Returns false where it was stopped on the way.
  bool make(Trial& trial, int rung);
  // The trial does not go on: what was kept for that goes.
  void forget(int64_t trial) { checkpoints_.take(trial); }

 private:
  void conclude(Trial& trial, Contestant& contestant, int rung);

  const Search& search_;
  const std::atomic<bool>& stop_;
  SharedData data_;
  Checkpoints checkpoints_;
};

// A failure may be an accident of the machine, such as too little memory; what fails again is the trial's own.
constexpr int most_failures = 2;

}  // namespace saddle
