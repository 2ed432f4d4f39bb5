#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include "core/flush_to_zero.h"
#include "core/shared_job.h"
#include "saddle/thread_safety.h"

namespace saddle {
namespace {

// How often a thread looks for work before it sleeps: some hundred microseconds, longer than what lies between two
// passes of a step, for waking it up takes as long. Longer still would steal a core from another program for nothing.
constexpr int spins = 6000;

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

struct Workers::State {
  std::vector<std::thread> threads;
  Mutex mutex;
  ConditionVariable wake, done;

  std::atomic<uint64_t> round{0};  // counts calls of run(); a helper that sees it grow takes part
  std::atomic<int> active{0};      // helpers that have not left the current round
  std::atomic<bool> stopping{false};

  // Written by the caller before `round` grows, read by helpers after they saw it.
  Call call = nullptr;
  const void* body = nullptr;
  // The pieces each thread begins with, the caller's first: as a round's follow the samples, what a thread reads is
  // often what it has written in the round before, and lies in its cache.
  struct alignas(64) Share {
    std::atomic<int> next{0};
    int end = 0;
  };
  std::vector<Share> shares;
  std::exception_ptr failure SADDLE_GUARDED_BY(mutex);

  SharedJob background;
  BackgroundJob* job = nullptr;  // whose pieces are waiting; the caller's

  // Its own share, then what others have left of theirs.
  void work(size_t self) {
    for (size_t i = 0; i < shares.size(); ++i) work_on(shares[(self + i) % shares.size()]);
  }

  void work_on(Share& share) {
    for (int item = share.next.fetch_add(1); item < share.end; item = share.next.fetch_add(1)) {
      try {
        call(body, item);
      } catch (...) {
        const MutexLock lock(mutex);
        if (!failure) failure = std::current_exception();
      }
    }
  }

  void help(size_t self) {
    const FlushToZero flush;
    uint64_t seen = 0;
    while (true) {
      const auto is_called = [&] { return round.load(std::memory_order_acquire) != seen || stopping.load(); };
      for (int i = 0; i < spins && !is_called(); i = background.take() ? 0 : i + 1) relax();
      if (!is_called()) {
        const MutexLock lock(mutex);
        while (!is_called() && !background.waits()) wake.wait(mutex);
      }
      if (stopping.load()) return;
      if (!is_called()) continue;  // woken for a background job
      seen = round.load(std::memory_order_acquire);
      work(self);
      if (active.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        const MutexLock lock(mutex);
        done.notify_one();
      }
    }
  }
};

int thread_count(int threads) {
  return threads > 0 ? threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

Workers::Workers(int threads) : state_(std::make_unique<State>()) {
  const auto all = static_cast<size_t>(thread_count(threads));
  state_->shares = std::vector<State::Share>(all);
  for (size_t i = 1; i < all; ++i) state_->threads.emplace_back([this, i] { state_->help(i); });
}

Workers::~Workers() {
  {
    const MutexLock lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  for (std::thread& thread : state_->threads) thread.join();
}

int Workers::threads() const { return static_cast<int>(state_->threads.size()) + 1; }

void Workers::run(int items, Call call, const void* body) {
  State& s = *state_;
  if (s.threads.empty() || items <= 1) {
    for (int item = 0; item < items; ++item) call(body, item);
    return;
  }
  s.call = call;
  s.body = body;
  // Rounded up: what does not come out even is the caller's, which is awake.
  const auto all = static_cast<int64_t>(s.shares.size());
  const auto begin_of = [&](int64_t thread) { return static_cast<int>((items * thread + all - 1) / all); };
  for (int64_t i = 0; i < all; ++i) {
    State::Share& share = s.shares[static_cast<size_t>(i)];
    share.next.store(begin_of(i));
    share.end = begin_of(i + 1);
  }
  s.active.store(static_cast<int>(s.threads.size()));
  {
    const MutexLock lock(s.mutex);  // a helper about to sleep must not miss the round
    s.round.fetch_add(1, std::memory_order_release);
  }
  s.wake.notify_all();
  s.work(0);
  for (int i = 0; i < spins && s.active.load(std::memory_order_acquire) != 0; ++i) relax();
  const MutexLock lock(s.mutex);
  while (s.active.load(std::memory_order_acquire) != 0) s.done.wait(s.mutex);
  if (s.failure) std::rethrow_exception(std::exchange(s.failure, nullptr));
}

void Workers::begin_background(BackgroundJob& job, int items, Call call, const void* body) {
  State& s = *state_;
  if (BackgroundJob* other = std::exchange(s.job, &job)) {
    assert(other != &job);
    try {
      s.background.finish();
    } catch (...) {
      other->failure_ = std::current_exception();
    }
  }
  {
    const MutexLock lock(s.mutex);  // a helper about to sleep must not miss it
    s.background.begin(items, call, body);
  }
  s.wake.notify_all();
}

void Workers::finish_background(BackgroundJob& job) {
  State& s = *state_;
  if (s.job == &job) {
    s.job = nullptr;
    s.background.finish();
  }
  if (job.failure_) std::rethrow_exception(std::exchange(job.failure_, nullptr));
}

void Workers::drop_background(BackgroundJob& job) {
  State& s = *state_;
  if (s.job == &job) {
    s.job = nullptr;
    s.background.drop();
  }
  job.failure_ = nullptr;
}

}  // namespace saddle
