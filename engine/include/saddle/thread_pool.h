#pragma once

#include <map>
#include <memory>

namespace saddle {

class Workers;

// The threads that several trainers share. Trainers that borrow from one pool are driven by one thread, one after the
// other, and so is the pool itself; each computes the same bits as with threads of its own.
class ThreadPool {
 public:
  ThreadPool();
  ~ThreadPool();  // threads end with the last of those who borrowed them
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Returns so many threads, the caller's among them; 0: one per core. The same ones as long as anybody has them.
  std::shared_ptr<Workers> workers(int threads);

 private:
  std::map<int, std::weak_ptr<Workers>> workers_;  // by their number
};

}  // namespace saddle
