#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "saddle/loss_alarm.h"

namespace saddle {

// Reads the losses of training steps as they come, and tells when they go wrong without ceasing to be numbers. A single
// bad batch is no alarm: it looks at the median of the last few steps and at an average over some fifty.
class LossWatch {
 public:
  // `blank`: see blank_loss(); 0 where guessing has no meaning. `steps`: of the whole run.
  explicit LossWatch(double blank = 0, int64_t steps = 0) : blank_(blank), planned_(steps) {}

  void add(double loss);
  std::optional<LossAlarm::Kind> alarm() const { return alarm_; }
  double start() const { return start_; }  // what losses are compared with: the first, or that of guessing
  double now() const;                      // the median of the last steps, or the average where that is what counts
  // The weights are others now; what was lost before is not held against them.
  void forget_recent();

 private:
  double median() const;

  double blank_ = 0;
  int64_t planned_ = 0;
  double start_ = 0;
  int64_t count_ = 0;
  std::array<double, 5> last_{};
  int64_t filled_ = 0;
  double sum_ = 0, weight_ = 0;   // of the average, in which no loss counts for more than ten times the start
  double older_ = 0, newer_ = 0;  // the average as it was a while ago, to see whether it falls
  std::optional<LossAlarm::Kind> alarm_;
};

}  // namespace saddle
