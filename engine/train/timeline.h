#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "saddle/experiment.h"
#include "train/moment.h"

namespace saddle {

// Moments of a run, by step, within a budget of bytes. The first and the newest stay; between them the distances grow
// away from both ends, because weights change most at the beginning, and one goes back to what has just happened. A
// block that several moments share counts once.
class Timeline {
 public:
  struct Entry {
    std::shared_ptr<const Moment> moment;
    std::shared_ptr<const Experiment> experiment;  // as it was trained then: its optimizer owns moment->state
    double seconds = 0;                            // of training
  };
  static constexpr size_t most_moments = 1024;  // as many as a cursor on the screen can tell apart

  // 0: none are kept.
  void set_budget(int64_t bytes);
  // Whether one of that step would not lie too close to the newest to be kept for long.
  bool wants(int64_t step) const;
  // Of a later step than the others. Two moments that would not fit together are not kept, but for the first.
  void add(Entry entry);
  // Lets go of those after `step`.
  void cut(int64_t step);
  void clear();

  bool empty() const { return entries_.empty(); }
  const std::vector<Entry>& entries() const { return entries_; }
  // The nearest to a step, the earlier of two; null where there is none.
  const Entry* nearest(int64_t step) const;
  // Their steps, ascending. The same object for as long as they are the same.
  std::shared_ptr<const std::vector<int64_t>> steps() const;
  int64_t bytes() const { return bytes_; }
  int64_t budget() const { return budget_; }

 private:
  bool full() const { return bytes_ > budget_ || entries_.size() > most_moments; }
  void thin();
  void count(const Moment& moment, int by);
  void remove(size_t index);

  int64_t budget_ = 0, bytes_ = 0;
  bool too_large_ = false;  // the first did not fit, and neither will the next
  std::vector<Entry> entries_;
  std::unordered_map<const Block*, int> uses_;
  mutable std::shared_ptr<const std::vector<int64_t>> steps_;  // null: not listed yet
};

}  // namespace saddle
