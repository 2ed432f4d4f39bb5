#include "shell/background.h"

#include <utility>

namespace saddle::app {

Background::Background(Threading threading, std::function<void()> wake) : wake_(std::move(wake)) {
  if (threading == Threading::worker) thread_ = std::thread([this] { work(); });
}

void Background::finish() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Background::run(Job job) {
  if (!thread_.joinable()) {
    if (Sequel sequel = job()) sequels_.push_back(std::move(sequel));
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
  }
  arrived_.notify_one();
}

void Background::deliver() {
  std::vector<Sequel> ready;
  {
    const std::lock_guard lock(mutex_);
    ready.swap(sequels_);
  }
  for (const Sequel& sequel : ready) sequel();
}

bool Background::busy() const {
  const std::lock_guard lock(mutex_);
  return working_ || !jobs_.empty() || !sequels_.empty();
}

void Background::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    arrived_.wait(lock, [&] { return !jobs_.empty() || ending_; });
    if (jobs_.empty()) return;
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    working_ = true;
    lock.unlock();
    Sequel sequel = job();
    lock.lock();
    working_ = false;
    if (sequel) sequels_.push_back(std::move(sequel));
    lock.unlock();
    wake_();
    lock.lock();
  }
}

}  // namespace saddle::app
