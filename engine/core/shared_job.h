#pragma once

#include <atomic>
#include <exception>

#include "saddle/thread_safety.h"

namespace saddle {

// One job in numbered pieces that any thread may take the next of at any time. begin(), finish() and drop() belong to
// one thread; the job's body must live, and what it reads stay as it is, until one of the latter two has returned; the
// SharedJob itself as long as a thread may call take(). Allocates nothing.
class SharedJob {
 public:
  using Call = void (*)(const void* body, int item);

  // What was begun before must have been finished or dropped.
  void begin(int items, Call call, const void* body);
  bool waits() const { return untaken_.load(std::memory_order_relaxed) > 0; }
  // Does one piece. False: there was none left.
  bool take();
  // Takes all that is left and waits for the others. Throws the first exception of a body.
  void finish();
  // Leaves undone what nobody has taken, waits for the others, and forgets what they threw.
  void drop();

 private:
  void wait_for_others();
  std::exception_ptr take_failure();

  // Written before pieces are there to take, read by who has taken one.
  Call call_ = nullptr;
  const void* body_ = nullptr;
  std::atomic<int> untaken_{0};  // below 0: several asked for the last one at once
  std::atomic<int> unfinished_{0};
  Mutex mutex_;
  std::exception_ptr failure_ SADDLE_GUARDED_BY(mutex_);
};

}  // namespace saddle
