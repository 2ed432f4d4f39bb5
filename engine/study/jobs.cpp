#include "study/jobs.h"

#include <utility>

namespace saddle {

Jobs::Jobs(int threads) {
  for (int i = 1; i < threads; ++i) threads_.emplace_back([this] { help(); });
}

Jobs::~Jobs() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Jobs::run(int64_t count, const std::function<void(int64_t)>& task) {
  task_ = &task;
  count_ = count;
  next_ = 0;
  {
    const MutexLock lock(mutex_);
    ++round_;
    active_ = static_cast<int>(threads_.size());
  }
  wake_.notify_all();
  work();
  const MutexLock lock(mutex_);
  while (active_ > 0) done_.wait(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void Jobs::work() {
  for (int64_t i = next_++; i < count_; i = next_++) {
    try {
      (*task_)(i);
    } catch (...) {
      const MutexLock lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      next_ = count_;
    }
  }
}

void Jobs::help() {
  for (uint64_t seen = 0;; ++seen) {
    {
      const MutexLock lock(mutex_);
      while (round_ == seen && !stopping_) wake_.wait(mutex_);
      if (stopping_) return;
    }
    work();
    const MutexLock lock(mutex_);
    if (--active_ == 0) done_.notify_one();
  }
}

}  // namespace saddle
