#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "saddle/model.h"
#include "saddle/search_runner.h"
#include "saddle/thread_safety.h"

namespace saddle {

// Successive halving (Jamieson and Talwalkar, 2016), of which a third goes on: the rungs are after 1/27, 1/9 and 1/3 of
// the steps of a trial, and the last after all of them.
constexpr int last_rung = 3, halving_factor = 3;

// Where so few trials begin that a third of a third of them is none, the earlier rungs are left out.
int first_rung(int64_t trials);
// Of a trial that has `total` steps in all.
int64_t steps_at(int rung, int64_t total);

// The better third of `alive`, at least one, in their order; none that has ended. Of equals the first.
std::vector<int64_t> better_of(const SearchSnapshot& now, const std::vector<int64_t>& alive, const FigureRow& metric);

// What trials that wait need to go on. Beyond `most_bytes` nothing is kept: such a trial begins again, and comes to the
// same bits.
class Checkpoints {
 public:
  static constexpr int64_t most_bytes = int64_t{256} << 20;
  void put(int64_t trial, std::shared_ptr<const Model> checkpoint);
  bool contains(int64_t trial);
  // Null where there is none.
  std::shared_ptr<const Model> take(int64_t trial);

 private:
  Mutex mutex_;
  std::map<int64_t, std::shared_ptr<const Model>> kept_ SADDLE_GUARDED_BY(mutex_);
  int64_t bytes_ SADDLE_GUARDED_BY(mutex_) = 0;
};

}  // namespace saddle
