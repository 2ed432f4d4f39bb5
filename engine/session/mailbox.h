#pragma once

#include <memory>
#include <utility>

#include "saddle/snapshot.h"
#include "saddle/thread_safety.h"

namespace saddle {

// The latest snapshot, for any thread to fetch.
class Mailbox {
 public:
  void put(std::shared_ptr<const Snapshot> snapshot) {
    const MutexLock lock(mutex_);
    latest_.swap(snapshot);  // the one before may be large, and ends when the mutex is free again
  }
  std::shared_ptr<const Snapshot> latest() const {
    const MutexLock lock(mutex_);
    return latest_;
  }

 private:
  mutable Mutex mutex_;
  std::shared_ptr<const Snapshot> latest_ SADDLE_GUARDED_BY(mutex_) = std::make_shared<const Snapshot>();  // never null
};

}  // namespace saddle
