#include "saddle/thread_pool.h"

#include <algorithm>

#include "core/parallel.h"
#include "saddle/communicator.h"

namespace saddle {

ThreadPool::ThreadPool(Communicator* ranks) : ranks_(ranks) {}
ThreadPool::~ThreadPool() = default;

std::shared_ptr<Workers> ThreadPool::workers(int threads) {
  const int number =
      threads == 0 && ranks_ ? std::max(thread_count(0) / ranks_->local_size(), 1) : thread_count(threads);
  std::erase_if(workers_, [](const auto& known) { return known.second.expired(); });
  std::weak_ptr<Workers>& known = workers_[number];
  if (std::shared_ptr<Workers> running = known.lock()) return running;
  auto made = std::make_shared<Workers>(number);
  known = made;
  return made;
}

}  // namespace saddle
