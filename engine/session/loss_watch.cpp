#include "session/loss_watch.h"

#include <algorithm>
#include <utility>

namespace saddle {
namespace {

constexpr double hundredfold = 100, far_above = 3, forgets = 0.98;
// An average that is this close to the loss of guessing is no better.
constexpr double like_guessing = 0.998;
constexpr double falls = 0.995;  // of what the average was: then the run is learning
constexpr int64_t fewest = 3, settled = 100, patient = 300, long_after = 1000, a_while = 200;

}  // namespace

void LossWatch::add(double loss) {
  if (count_++ == 0) start_ = std::max(loss, blank_);
  last_[static_cast<size_t>(filled_++ % std::ssize(last_))] = loss;
  sum_ = forgets * sum_ + (1 - forgets) * std::min(loss, 10 * start_);
  weight_ = forgets * weight_ + (1 - forgets);
  if (!(start_ > 0)) return;  // a sum of outputs, which may have any sign
  const double recent = median(), average = sum_ / weight_;
  if (count_ % a_while == 0) older_ = std::exchange(newer_, average);
  const bool grown = alarm_ == LossAlarm::Kind::grown;
  const bool burst = filled_ >= fewest && recent > (grown ? far_above : hundredfold) * start_,
             stays = filled_ >= settled && average > far_above * start_;
  const bool long_since = count_ >= long_after || (count_ >= patient && 2 * count_ >= planned_);
  if (burst || stays) {
    alarm_ = LossAlarm::Kind::grown;
  } else if (blank_ > 0 && long_since && filled_ >= settled && older_ > 0 && average >= like_guessing * blank_ &&
             average >= falls * older_) {
    alarm_ = LossAlarm::Kind::stuck;
  } else {
    alarm_.reset();
  }
}

double LossWatch::now() const {
  if (alarm_ == LossAlarm::Kind::stuck) return sum_ / weight_;
  return median();
}

void LossWatch::forget_recent() {
  filled_ = 0;
  sum_ = weight_ = older_ = newer_ = 0;
  alarm_.reset();
}

double LossWatch::median() const {
  auto sorted = last_;
  const auto end = sorted.begin() + std::min<std::ptrdiff_t>(filled_, std::ssize(sorted));
  if (end == sorted.begin()) return 0;
  const auto middle = sorted.begin() + (end - sorted.begin()) / 2;
  std::nth_element(sorted.begin(), middle, end);
  return *middle;
}

}  // namespace saddle
