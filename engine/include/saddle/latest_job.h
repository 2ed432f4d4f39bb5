#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "saddle/issue_of.h"
#include "saddle/thread_safety.h"

namespace saddle {

// Work on the newest of many orders. An order is a value that replaces those before it: what is under way for an older
// one is canceled. Products come out immutable, as often as the work publishes one. Whatever the work throws becomes
// part of the result. All members may be called on any thread; the work runs on one of its own.
template <class Order, class Product>
class LatestJob {
 public:
  struct Result {
    uint64_t order = 0;                 // number of the order; 0: there was none
    bool complete = false;              // nothing more comes of this order
    std::optional<Issue> failure = {};  // what the work threw, if it did; then it is complete
    Product product = {};               // published last, if need be for an earlier order
  };

  // What the work has in hand while it runs.
  class Progress {
   public:
    // Another order has come, or the job ends: what is published from now on is of no use.
    bool canceled() const { return job_.canceled_.load(); }
    const std::atomic<bool>& flag() const { return job_.canceled_; }
    void publish(Product product) { job_.publish({number_, false, {}, std::move(product)}); }

   private:
    friend class LatestJob;
    Progress(LatestJob& job, uint64_t number) : job_(job), number_(number) {}

    LatestJob& job_;
    const uint64_t number_;
  };
  using Work = std::function<void(const Order&, Progress&)>;

  // Without `threads` the work is done in pump(). `wake` is called by the worker after each result.
  LatestJob(bool threads, Work work, std::function<void()> wake)
      : work_(std::move(work)), wake_(std::move(wake)), result_(std::make_shared<const Result>()) {
    if (threads) thread_ = std::jthread([this] { run(); });
  }
  ~LatestJob() {
    {
      const MutexLock lock(mutex_);
      ending_ = true;
      canceled_ = true;
    }
    arrived_.notify_one();
  }
  LatestJob(const LatestJob&) = delete;
  LatestJob& operator=(const LatestJob&) = delete;

  // Returns the order's number: 1, 2, … Never waits for the work.
  uint64_t send(Order order) {
    uint64_t number = 0;
    {
      const MutexLock lock(mutex_);
      number = awaited_ = ++sent_;
      inbox_ = Task{number, std::move(order)};
      canceled_ = true;
    }
    arrived_.notify_one();
    return number;
  }
  // Forgets the order that waits and cancels the one under way; neither becomes complete.
  void cancel() {
    const MutexLock lock(mutex_);
    inbox_.reset();
    awaited_ = 0;
    canceled_ = true;
  }
  // Never null.
  std::shared_ptr<const Result> latest() const {
    const MutexLock lock(mutex_);
    return result_;
  }
  // What was ordered last is not complete, and was not canceled.
  bool waiting() const {
    const MutexLock lock(mutex_);
    return awaited_ > 0 && !(result_->order == awaited_ && result_->complete);
  }
  // Without threads: does what was ordered last, on this thread. Returns false if there was nothing to do.
  bool pump() {
    std::optional<Task> task = take();
    if (task) obey(*task);
    return task.has_value();
  }

 private:
  struct Task {
    uint64_t number;
    Order order;
  };

  void run() {
    for (;;) {
      {
        const MutexLock lock(mutex_);
        while (!inbox_ && !ending_) arrived_.wait(mutex_);
        if (ending_) return;
      }
      pump();
    }
  }

  std::optional<Task> take() {
    const MutexLock lock(mutex_);
    std::optional<Task> task = std::exchange(inbox_, std::nullopt);
    if (task && !ending_) canceled_ = false;
    return task;
  }

  void obey(const Task& task) {
    Progress progress(*this, task.number);
    std::optional<Issue> failure;
    try {
      work_(task.order, progress);
    } catch (...) {
      failure = issue_of(std::current_exception());
    }
    if (!progress.canceled()) publish({task.number, true, std::move(failure), latest()->product});
  }

  void publish(Result result) {
    auto shared = std::make_shared<const Result>(std::move(result));
    {
      const MutexLock lock(mutex_);
      result_ = std::move(shared);
    }
    wake_();
  }

  const Work work_;
  const std::function<void()> wake_;
  mutable Mutex mutex_;
  ConditionVariable arrived_;
  std::optional<Task> inbox_ SADDLE_GUARDED_BY(mutex_);
  uint64_t sent_ SADDLE_GUARDED_BY(mutex_) = 0, awaited_ SADDLE_GUARDED_BY(mutex_) = 0;
  bool ending_ SADDLE_GUARDED_BY(mutex_) = false;
  std::shared_ptr<const Result> result_ SADDLE_GUARDED_BY(mutex_);
  std::atomic<bool> canceled_ = false;  // another order waits, or none is wanted any more
  std::jthread thread_;
};

}  // namespace saddle
