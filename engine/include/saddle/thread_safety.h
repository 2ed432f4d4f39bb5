#pragma once

#include <condition_variable>
#include <mutex>

// Who may touch what, as clang checks it (-Wthread-safety): https://clang.llvm.org/docs/ThreadSafetyAnalysis.html.
// Other compilers see nothing of it. A member that carries SADDLE_GUARDED_BY(mutex_) can only be used while that mutex
// is held, and `./test --clang` fails where it is not.
#if defined(__clang__)
#define SADDLE_THREAD_ANNOTATION(x) __attribute__((x))
#else
#define SADDLE_THREAD_ANNOTATION(x)
#endif

#define SADDLE_CAPABILITY(name) SADDLE_THREAD_ANNOTATION(capability(name))
#define SADDLE_SCOPED_CAPABILITY SADDLE_THREAD_ANNOTATION(scoped_lockable)
// Of a member: used only while the mutex is held.
#define SADDLE_GUARDED_BY(mutex) SADDLE_THREAD_ANNOTATION(guarded_by(mutex))
// Of a function: called only while the mutex is held, or only while it is not.
#define SADDLE_REQUIRES(...) SADDLE_THREAD_ANNOTATION(requires_capability(__VA_ARGS__))
#define SADDLE_EXCLUDES(...) SADDLE_THREAD_ANNOTATION(locks_excluded(__VA_ARGS__))
#define SADDLE_ACQUIRE(...) SADDLE_THREAD_ANNOTATION(acquire_capability(__VA_ARGS__))
#define SADDLE_RELEASE(...) SADDLE_THREAD_ANNOTATION(release_capability(__VA_ARGS__))

namespace saddle {

// std::mutex with the annotations that libstdc++'s lacks.
class SADDLE_CAPABILITY("mutex") Mutex {
 public:
  void lock() SADDLE_ACQUIRE() { mutex_.lock(); }
  void unlock() SADDLE_RELEASE() { mutex_.unlock(); }

 private:
  friend class ConditionVariable;
  std::mutex mutex_;
};

// Holds the mutex to the end of the block.
class SADDLE_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) SADDLE_ACQUIRE(mutex) : mutex_(mutex) { mutex_.lock(); }
  ~MutexLock() SADDLE_RELEASE() { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// What threads that hold a Mutex wait for. There is no wait with a predicate: the checker does not look into a lambda,
// so callers write `while (!ready_) condition.wait(mutex_);`.
class ConditionVariable {
 public:
  // Lets go of the mutex, sleeps until it is notified (or for no reason at all), and takes the mutex again.
  void wait(Mutex& mutex) SADDLE_REQUIRES(mutex) {
    std::unique_lock<std::mutex> held(mutex.mutex_, std::adopt_lock);
    condition_.wait(held);
    held.release();
  }
  void notify_one() { condition_.notify_one(); }
  void notify_all() { condition_.notify_all(); }

 private:
  std::condition_variable condition_;
};

}  // namespace saddle
