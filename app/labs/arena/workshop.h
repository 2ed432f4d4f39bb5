#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "labs/arena/field.h"
#include "saddle/latest_job.h"
#include "saddle/sweep.h"
#include "saddle/win_map.h"

namespace saddle::app {

// All that the arena wants computed: a value.
struct Order {
  Function function;  // same formula, same function
  Race race;
  Region view;                        // of the map
  double highest = 0;                 // level lines up to this value; 0: no such limit
  std::vector<double> rates = {};     // of a sweep; empty: none is wanted
  int map_columns = 0, map_rows = 0;  // of a win map; 0: none is wanted
};

// What has been computed so far. Parts come one after the other, and stay while they still hold.
struct Products {
  struct Walks {
    Function function;  // with the stationary points that were found
    Race race;          // those that take part, in this order
    std::vector<Trajectory> paths;
    std::vector<Outcome> outcomes;
    GradientCheckAt gradient;  // at the start
  };
  std::shared_ptr<const Walks> walks = {};
  std::shared_ptr<const Field> field = {};
  std::shared_ptr<const Sweep> sweep = {};
  std::shared_ptr<const WinMap> win_map = {};
  double win_map_seconds = 0;
};

// Computes what the arena orders. What an order leaves unchanged is not computed again.
class Workshop {
 public:
  using Job = LatestJob<Order, Products>;

  // Without threads it works in pump(). `wake` is called by the worker when there is something new.
  Workshop(bool threads, std::function<void()> wake);

  uint64_t send(Order order);  // its number, from 1
  std::shared_ptr<const Job::Result> latest() const { return job_.latest(); }
  bool pump() { return job_.pump(); }

 private:
  void work(const Order& order, Job::Progress& progress);
  void walk_all(const Order& order);
  void sample_all(const Order& order);
  void sweep_all(const Order& order, Job::Progress& progress);
  void map_all(const Order& order, Job::Progress& progress);

  // The worker's own.
  Products products_;
  std::optional<Order> walked_, sampled_, swept_, mapped_;  // what the products are of
  std::optional<Function> found_;                           // the last formula typed in, with its points
  std::optional<WinMapper> mapper_;
  Job job_;  // last: it ends before what it works on
};

}  // namespace saddle::app
