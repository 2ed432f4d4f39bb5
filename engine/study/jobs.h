#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

#include "saddle/thread_safety.h"

namespace saddle {

// Threads that share out long tasks, such as whole trainings. Other than Workers (core/parallel.h), those who wait
// sleep at once, and numbers are as exact on each thread as on the caller's.
class Jobs {
 public:
  explicit Jobs(int threads);  // the caller's among them; at least 1
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // task(i) for i = 0 .. count - 1, begun in this order. Returns when all are done. After one that throws no other is
  // begun, and what the first of them threw is thrown when those under way are done.
  void run(int64_t count, const std::function<void(int64_t)>& task);

 private:
  void help();
  void work();

  Mutex mutex_;
  ConditionVariable wake_, done_;
  uint64_t round_ SADDLE_GUARDED_BY(mutex_) = 0;
  int active_ SADDLE_GUARDED_BY(mutex_) = 0;  // helpers that have not left the round
  bool stopping_ SADDLE_GUARDED_BY(mutex_) = false;
  std::exception_ptr failure_ SADDLE_GUARDED_BY(mutex_);
  // Written between two rounds.
  const std::function<void(int64_t)>* task_ = nullptr;
  int64_t count_ = 0;
  std::atomic<int64_t> next_{0};
  std::vector<std::thread> threads_;
};

}  // namespace saddle
