#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <optional>

#include "saddle/command.h"
#include "saddle/thread_safety.h"

namespace saddle {

// A command on its way.
struct Letter {
  RunId run;
  Ticket ticket;
  Command command;
};

// What the worker has been sent and has not obeyed yet. No lock is held while a command is obeyed, so that send()
// returns at once whatever the worker does.
class Inbox {
 public:
  // From any thread.
  Ticket send(RunId run, Command command);
  void stop();

  // On the worker. The oldest letter, or none.
  std::optional<Letter> next();
  // The oldest letter where it says what is to be measured, which may be obeyed in the midst of something long.
  std::optional<Letter> next_question();
  void wait();                                                 // until there is a letter, or it is to stop
  void wait_until(std::chrono::steady_clock::time_point end);  // the same, but no longer than that
  bool empty() const;
  bool stopping() const;
  // What the run is at is not wanted any more: it is to start anew, or to end.
  bool replaces(RunId run) const;

  // While it lives, a run loads its data. A letter that will replace what is built of them drops the load.
  class Loading {
   public:
    Loading(Inbox& inbox, RunId run, const Experiment& experiment);  // both must live longer
    ~Loading();
    Loading(const Loading&) = delete;
    Loading& operator=(const Loading&) = delete;
    const std::atomic<bool>* dropped() const { return &inbox_.load_dropped_; }

   private:
    Inbox& inbox_;
  };

 private:
  struct Load {
    RunId run;
    const Experiment* experiment;
  };
  std::optional<Letter> take() SADDLE_REQUIRES(mutex_);
  bool drops(const Letter& letter) const SADDLE_REQUIRES(mutex_);

  mutable Mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<Letter> letters_ SADDLE_GUARDED_BY(mutex_);
  Ticket last_ticket_ SADDLE_GUARDED_BY(mutex_){};
  bool stopping_ SADDLE_GUARDED_BY(mutex_) = false;
  std::optional<Load> load_ SADDLE_GUARDED_BY(mutex_);
  std::atomic<bool> load_dropped_ = false;  // looked at by what loads
};

}  // namespace saddle
