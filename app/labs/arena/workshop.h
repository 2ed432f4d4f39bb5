#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "labs/arena/field.h"
#include "saddle/race.h"

namespace saddle::app {

// All that the arena wants computed: a value. The newest replaces those before it.
struct Order {
  Function function;  // same formula, same function
  Race race;
  Region view;                        // of the map
  double highest = 0;                 // level lines up to this value; 0: no such limit
  std::vector<double> rates = {};     // of a sweep; empty: none is wanted
  int map_columns = 0, map_rows = 0;  // of a win map; 0: none is wanted
};

// What has been computed so far, for the order of that number. Parts come one after the other, and stay while they
// still hold.
struct Products {
  struct Walks {
    Function function;  // with the stationary points that were found
    Race race;          // those that take part, in this order
    std::vector<Trajectory> paths;
    std::vector<Outcome> outcomes;
    GradientCheckAt gradient;  // at the start
  };
  uint64_t order = 0;
  bool complete = false;
  std::shared_ptr<const Walks> walks = {};
  std::shared_ptr<const Field> field = {};
  std::shared_ptr<const Sweep> sweep = {};
  std::shared_ptr<const WinMap> win_map = {};
  double win_map_seconds = 0;
};

// A worker: orders in, immutable products out. What an order leaves unchanged is not computed again; what is under way
// is dropped when another order arrives.
class Workshop {
 public:
  // Without threads it works in pump(). `wake` is called by the worker when there is something new.
  Workshop(bool threads, std::function<void()> wake);
  ~Workshop();
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  uint64_t send(Order order);  // its number, from 1
  std::shared_ptr<const Products> latest() const;
  bool pump();

 private:
  struct Task {
    uint64_t number;
    Order order;
  };
  std::optional<Task> take();
  void run();
  void work(const Task& task);
  void publish();
  bool dropped() const { return cancelled_.load(); }
  void walk_all(const Order& order);
  void sample_all(const Order& order);
  void sweep_all(const Order& order);
  void map_all(const Order& order);

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::optional<Task> inbox_;                // guarded by mutex_
  uint64_t sent_ = 0;                        // guarded by mutex_
  bool stopping_ = false;                    // guarded by mutex_
  std::shared_ptr<const Products> mailbox_;  // guarded by mutex_; never null
  std::atomic<bool> cancelled_ = false;      // a newer order waits
  const std::function<void()> wake_;

  // The worker's own.
  Products products_;
  std::optional<Order> walked_, sampled_, swept_, mapped_;  // what the products are of
  std::optional<Function> found_;                           // the last formula typed in, with its points
  std::optional<WinMapper> mapper_;
  std::jthread thread_;
};

}  // namespace saddle::app
