#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace saddle::app {

// Work that the window does not wait for: files above all. Jobs run one after the other, on a thread of their own.
class Background {
 public:
  // What is left to do when a job is done, on the thread that calls deliver(); may be empty. A job must not throw.
  using Sequel = std::function<void()>;
  using Job = std::function<Sequel()>;

  // `wake`: called on the thread when a sequel waits. Without a thread each job runs at once, and deliver() brings the
  // sequel.
  enum class Threading { worker, none };
  Background(Threading threading, std::function<void()> wake);
  ~Background() { finish(); }
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  void run(Job job);
  void deliver();
  bool busy() const;
  // Waits for all jobs; sequels that have not been delivered are dropped.
  void finish();

 private:
  void work();

  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;         // guarded by mutex_
  std::vector<Sequel> sequels_;  // guarded by mutex_
  bool working_ = false;         // guarded by mutex_
  bool ending_ = false;          // guarded by mutex_
  std::thread thread_;
};

}  // namespace saddle::app
