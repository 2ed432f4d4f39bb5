#pragma once

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "saddle/error.h"
#include "saddle/thread_safety.h"

namespace saddle::app {

// Work that the window does not wait for: files above all. Jobs run one after the other, on a thread of their own.
class Background {
 public:
  // What is left to do when a job is done, on the thread that calls deliver(); may be empty.
  using Sequel = std::function<void()>;
  using Job = std::function<Sequel()>;

  // `wake`: called on the thread when a sequel waits. `failed`: called by deliver() with what a job has thrown,
  // whatever that was. Without a thread each job runs at once, and deliver() brings the sequel.
  enum class Threading { worker, none };
  Background(Threading threading, std::function<void()> wake, std::function<void(const Issue&)> failed);
  ~Background() { finish(); }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  void run(Job job);
  void deliver();
  bool busy() const;
  // Waits for all jobs; sequels that have not been delivered are dropped.
  void finish();

 private:
  Sequel done(const Job& job) const;
  void work();

  const std::function<void()> wake_;
  const std::function<void(const Issue&)> failed_;
  mutable Mutex mutex_;
  ConditionVariable arrived_;
  std::deque<Job> jobs_ SADDLE_GUARDED_BY(mutex_);
  std::vector<Sequel> sequels_ SADDLE_GUARDED_BY(mutex_);  // has room for those of all jobs
  bool working_ SADDLE_GUARDED_BY(mutex_) = false;
  bool ending_ SADDLE_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace saddle::app
