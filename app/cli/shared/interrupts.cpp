#include "cli/shared/interrupts.h"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

namespace saddle::cli {
namespace {

constexpr int64_t together = 500;  // ms: nobody changes their mind faster

// When the first one came; 0: none has. Signal handlers may touch what is free of locks.
std::atomic<int64_t> first_at{0};
static_assert(std::atomic<int64_t>::is_always_lock_free);

int64_t milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000 + 1;
}

void note(int signal) {
  const int64_t now = milliseconds();
  int64_t first = 0;
  if (first_at.compare_exchange_strong(first, now) || signal != SIGINT || now - first < together) return;
  std::signal(SIGINT, SIG_DFL);
  std::raise(SIGINT);  // when this handler has returned
}

}  // namespace

void listen_for_interrupts() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (std::signal(signal, note) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

bool interrupted() { return first_at != 0; }

}  // namespace saddle::cli
