#include "train/timeline.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace saddle {
namespace {

int64_t bytes_of(const Block& block) { return block.size() * int64_t{sizeof(float)}; }

// How much a moment is missed: the gap that it would leave, measured by the distance to the nearer end of the run. A
// sixteenth of the run is added so that neither end takes all the room.
double loss_of(const std::vector<Timeline::Entry>& entries, size_t i) {
  const auto step = [&](size_t at) { return static_cast<double>(entries[at].moment->step); };
  const double first = step(0), newest = step(entries.size() - 1);
  const double to_end = std::min(step(i) - first, newest - step(i));
  return (step(i + 1) - step(i - 1)) / (to_end + (newest - first) / 16);
}

}  // namespace

void Timeline::set_budget(int64_t bytes) {
  budget_ = std::max<int64_t>(bytes, 0);
  too_large_ = false;
  if (budget_ == 0) return clear();
  thin();
}

void Timeline::clear() {
  cut(-1);
  too_large_ = false;
}

bool Timeline::wants(int64_t step) const {
  if (budget_ == 0 || too_large_) return false;
  if (entries_.empty()) return true;
  const int64_t newest = entries_.back().moment->step, one = bytes_ / std::ssize(entries_);
  if (one * 2 > budget_) return false;
  const int64_t room = std::clamp<int64_t>(budget_ / std::max<int64_t>(one, 1), 2, most_moments);
  return step - newest >= std::max<int64_t>(1, step / (2 * room));
}

void Timeline::add(Entry entry) {
  assert(entries_.empty() || entries_.back().moment->step < entry.moment->step);
  count(*entry.moment, 1);
  entries_.push_back(std::move(entry));
  steps_.reset();
  thin();
}

void Timeline::cut(int64_t step) {
  while (!entries_.empty() && entries_.back().moment->step > step) remove(entries_.size() - 1);
}

void Timeline::thin() {
  while (full() && entries_.size() > 2) {
    size_t least = 1;
    double loss = std::numeric_limits<double>::infinity();
    for (size_t i = 1; i + 1 < entries_.size(); ++i) {
      if (const double here = loss_of(entries_, i); here < loss) {
        least = i;
        loss = here;
      }
    }
    remove(least);
  }
  if (full() && entries_.size() == 2) remove(1);
  if (!full()) return;
  clear();
  too_large_ = true;
}

void Timeline::remove(size_t index) {
  count(*entries_[index].moment, -1);
  entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(index));
  steps_.reset();
}

void Timeline::count(const Moment& moment, int by) {
  for (const auto* blocks : {&moment.parameters, &moment.state}) {
    for (const BlockPointer& block : *blocks) {
      int& uses = uses_[block.get()];
      if (uses == 0) bytes_ += bytes_of(*block);
      uses += by;
      if (uses > 0) continue;
      bytes_ -= bytes_of(*block);
      uses_.erase(block.get());
    }
  }
}

const Timeline::Entry* Timeline::nearest(int64_t step) const {
  if (entries_.empty()) return nullptr;
  const auto after =
      std::ranges::lower_bound(entries_, step, {}, [](const Entry& entry) { return entry.moment->step; });
  if (after == entries_.begin()) return &entries_.front();
  if (after == entries_.end()) return &entries_.back();
  const auto before = std::prev(after);
  return step - before->moment->step <= after->moment->step - step ? &*before : &*after;
}

std::shared_ptr<const std::vector<int64_t>> Timeline::steps() const {
  if (!steps_) {
    auto steps = std::make_shared<std::vector<int64_t>>();
    for (const Entry& entry : entries_) steps->push_back(entry.moment->step);
    steps_ = std::move(steps);
  }
  return steps_;
}

}  // namespace saddle
