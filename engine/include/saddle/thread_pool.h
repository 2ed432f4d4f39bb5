#pragma once

#include <map>
#include <memory>

namespace saddle {

class Communicator;
class Workers;

// The threads that several trainers share. Trainers that borrow from one pool are driven by one thread, one after the
// other, and so is the pool itself; each computes the same bits as with threads of its own.
class ThreadPool {
 public:
  // `ranks`: processes that share the work of each step with these threads, for at most one trainer; or null. All of
  // them have the same trainer, and all but rank 0 let it follow(). They live longer.
  explicit ThreadPool(Communicator* ranks = nullptr);
  ~ThreadPool();  // threads end with the last of those who borrowed them
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Returns so many threads, the caller's among them; 0: one per core, which the ranks of this machine share. The same
  // ones as long as anybody has them.
  std::shared_ptr<Workers> workers(int threads);
  Communicator* ranks() const { return ranks_; }

 private:
  Communicator* const ranks_;
  std::map<int, std::weak_ptr<Workers>> workers_;  // by their number
};

}  // namespace saddle
