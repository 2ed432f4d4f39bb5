#include "saddle/thread_pool.h"

#include "core/parallel.h"

namespace saddle {

ThreadPool::ThreadPool() = default;
ThreadPool::~ThreadPool() = default;

std::shared_ptr<Workers> ThreadPool::workers(int threads) {
  const int number = thread_count(threads);
  std::erase_if(workers_, [](const auto& known) { return known.second.expired(); });
  std::weak_ptr<Workers>& known = workers_[number];
  if (std::shared_ptr<Workers> running = known.lock()) return running;
  auto made = std::make_shared<Workers>(number);
  known = made;
  return made;
}

}  // namespace saddle
