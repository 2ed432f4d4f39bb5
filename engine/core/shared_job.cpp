#include "core/shared_job.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace saddle {

void SharedJob::begin(int items, Call call, const void* body) {
  assert(unfinished_ == 0 && untaken_ <= 0);
  call_ = call;
  body_ = body;
  unfinished_.store(items, std::memory_order_relaxed);
  untaken_.store(items, std::memory_order_release);
}

bool SharedJob::take() {
  if (!waits()) return false;
  // Nothing of the job may be read before a piece is one's own: until then it may be over, and the next begun.
  const int left = untaken_.fetch_sub(1, std::memory_order_acq_rel);
  if (left <= 0) return false;
  try {
    call_(body_, left - 1);
  } catch (...) {
    const MutexLock lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
  }
  if (unfinished_.fetch_sub(1, std::memory_order_acq_rel) == 1) unfinished_.notify_all();
  return true;
}

void SharedJob::finish() {
  while (take()) continue;
  wait_for_others();
  if (const std::exception_ptr failure = take_failure()) std::rethrow_exception(failure);
}

void SharedJob::drop() {
  const int left = std::max(untaken_.exchange(0, std::memory_order_acq_rel), 0);
  unfinished_.fetch_sub(left, std::memory_order_acq_rel);
  wait_for_others();
  take_failure();
}

std::exception_ptr SharedJob::take_failure() {
  const MutexLock lock(mutex_);
  return std::exchange(failure_, nullptr);
}

void SharedJob::wait_for_others() {
  for (int left = unfinished_.load(std::memory_order_acquire); left != 0;
       left = unfinished_.load(std::memory_order_acquire))
    unfinished_.wait(left, std::memory_order_acquire);
}

}  // namespace saddle
