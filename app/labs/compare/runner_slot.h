#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "saddle/issue_of.h"

namespace saddle::app {

// Holds what trains many runs. It is made and ended beside the window's thread: what it checks and loads first, and
// the steps under way at its end, take time. All members are called on one thread, which waits in the destructor only.
template <class Runner>
class RunnerSlot {
 public:
  struct Begun {
    std::unique_ptr<Runner> runner;
    std::optional<Issue> note = {};
  };
  // Called on another thread. `stop`: to be looked at while it loads. What it throws is the failure.
  using Make = std::function<Begun(const std::atomic<bool>& stop)>;
  struct Outcome {
    bool begun = false;                  // runner() is another one
    std::optional<Issue> note, failure;  // neither begun nor a failure: it was stopped before
  };

  ~RunnerSlot() {
    retire();
    stop();
  }

  // `published`: called on that thread when it has come of it.
  void begin(Make make, std::function<void()> published) {
    give_up_beginning();
    stop_ = std::make_shared<std::atomic<bool>>(false);
    beginning_ = std::async(std::launch::async,
                            [make = std::move(make), published = std::move(published), stop = stop_]() -> Made {
                              Made made;
                              try {
                                made.begun = make(*stop);
                              } catch (...) {
                                made.failure = issue_of(std::current_exception());
                              }
                              published();
                              return made;
                            });
  }
  bool beginning() const { return beginning_.valid(); }

  // Every frame. Tells once what has come of begin(); if a runner has, it takes the place of the one before.
  std::optional<Outcome> follow() {
    if (!is_ready(beginning_)) return {};
    Made made = beginning_.get();
    Outcome outcome{
        .begun = made.begun.runner != nullptr, .note = std::move(made.begun.note), .failure = std::move(made.failure)};
    if (outcome.begun) {
      retire();
      runner_ = std::move(made.begun.runner);
      if (*stop_) runner_->stop();
    } else if (*stop_) {
      outcome.failure.reset();
    }
    return outcome;
  }
  Runner* runner() const { return runner_.get(); }  // null: none

  void stop() {
    if (stop_) *stop_ = true;
    if (runner_) runner_->stop();
  }
  // Lets go of it, whatever it is at.
  void retire() {
    if (!runner_) return;
    runner_->stop();
    end([runner = std::shared_ptr<Runner>(std::move(runner_))]() mutable { runner.reset(); });
  }
  // Frees what nobody shows any more on another thread: of many runs that takes longer than a frame.
  void discard(std::shared_ptr<const void> what) {
    if (what) end([what = std::move(what)]() mutable { what.reset(); });
  }
  void give_up_beginning() {
    if (!beginning_.valid()) return;
    *stop_ = true;
    end([begun = std::make_shared<std::future<Made>>(std::move(beginning_))] { begun->get(); });
  }

 private:
  struct Made {
    Begun begun;
    std::optional<Issue> failure;
  };
  template <class Future>
  static bool is_ready(const Future& future) {
    return future.valid() && future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }
  void end(std::function<void()> wait) {
    std::erase_if(ending_, [](const std::future<void>& end) { return is_ready(end); });
    ending_.push_back(std::async(std::launch::async, std::move(wait)));
  }

  std::shared_ptr<std::atomic<bool>> stop_;  // of what is being begun, or was last; null before
  std::unique_ptr<Runner> runner_;
  std::vector<std::future<void>> ending_;  // those before it, on their way out
  std::future<Made> beginning_;
};

}  // namespace saddle::app
