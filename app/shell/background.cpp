#include "shell/background.h"

#include <utility>

#include "saddle/issue_of.h"

namespace saddle::app {

Background::Background(Threading threading, std::function<void()> wake, std::function<void(const Issue&)> failed)
    : wake_(std::move(wake)), failed_(std::move(failed)) {
  if (threading == Threading::worker) thread_ = std::thread([this] { work(); });
}

void Background::finish() {
  {
    const MutexLock lock(mutex_);
    ending_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Background::run(Job job) {
  if (!thread_.joinable()) {
    Sequel sequel = done(job);
    const MutexLock lock(mutex_);
    if (sequel) sequels_.push_back(std::move(sequel));
    return;
  }
  {
    const MutexLock lock(mutex_);
    jobs_.push_back(std::move(job));
    sequels_.reserve(sequels_.size() + jobs_.size() + 1);  // and one for the job that is being done
  }
  arrived_.notify_one();
}

void Background::deliver() {
  std::vector<Sequel> ready;
  {
    const MutexLock lock(mutex_);
    ready.reserve(jobs_.size() + 1);  // it takes the place of the other
    ready.swap(sequels_);
  }
  for (const Sequel& sequel : ready) sequel();
}

bool Background::busy() const {
  const MutexLock lock(mutex_);
  return working_ || !jobs_.empty() || !sequels_.empty();
}

// Throws nothing: a job that fails for want of memory must not end the program, nor must saying so.
Background::Sequel Background::done(const Job& job) const {
  try {
    return job();
  } catch (...) {
    try {
      return [this, issue = issue_of(std::current_exception())] { failed_(issue); };
    } catch (...) {
      return {};
    }
  }
}

void Background::work() {
  while (true) {
    Job job;
    {
      const MutexLock lock(mutex_);
      while (jobs_.empty() && !ending_) arrived_.wait(mutex_);
      if (jobs_.empty()) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
      working_ = true;
    }
    Sequel sequel = done(job);
    {
      const MutexLock lock(mutex_);
      working_ = false;
      if (sequel) sequels_.push_back(std::move(sequel));
    }
    wake_();
  }
}

}  // namespace saddle::app
