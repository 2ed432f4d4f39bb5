#include "plot/pyramid.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace saddle::plot {
void Summary::add(double y, bool drawable) {
  if (points == 0) starts_with_gap = !drawable;
  ends_with_gap = !drawable;
  ++points;
  if (!drawable) return;
  if (empty()) first = y;
  last = y;
  least = std::min(least, y);
  greatest = std::max(greatest, y);
}

void Summary::append(const Summary& next) {
  if (next.points == 0) return;
  if (points == 0) {
    *this = next;
    return;
  }
  if (empty()) first = next.first;
  if (!next.empty()) last = next.last;
  least = std::min(least, next.least);
  greatest = std::max(greatest, next.greatest);
  points += next.points;
  ends_with_gap = next.ends_with_gap;
}

bool Pyramid::drawable(double y) const { return std::isfinite(y) && (domain_ == Domain::all || y > 0); }

Range Pyramid::y() const { return total_.empty() ? Range{} : Range{total_.least, total_.greatest}; }

void Pyramid::follow(const Series& series, Domain domain) {
  const bool another = domain != domain_ || series.size() < size_ ||
                       (size_ > 0 && !(identical(series[0], first_) && identical(series[size_ - 1], last_)));
  if (another) {
    *this = Pyramid();
    domain_ = domain;
  }
  for (int64_t i = size_; i < series.size(); ++i) add(series[i]);
}

void Pyramid::add(const Point& point) {
  if (size_ == 0) first_ = point;
  if (!std::isfinite(point.x) || (size_ > 0 && !(point.x >= last_.x))) monotonic_ = false;
  last_ = point;
  ++size_;
  x_.include(point.x);
  if (point.x > 0 && std::isfinite(point.x)) least_positive_x_ = std::min(least_positive_x_, point.x);
  const bool can_be_drawn = drawable(point.y);
  if (!can_be_drawn && std::isfinite(point.y)) ++skipped_;
  total_.add(point.y, can_be_drawn);
  open_.add(point.y, can_be_drawn);
  if (open_.points == bucket) close_bucket();
}

void Pyramid::close_bucket() {
  Summary full = open_;
  open_ = {};
  for (size_t level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    levels_[level].push_back(full);
    if (levels_[level].size() % 2 == 1) return;
    Summary pair = levels_[level][levels_[level].size() - 2];
    pair.append(full);
    full = pair;
  }
}

Summary Pyramid::summary(const Series& series, int64_t begin, int64_t end) const {
  Summary result;
  const auto read_until = [&](int64_t stop) {
    for (; begin < stop; ++begin) {
      const double y = series[begin].y;
      result.add(y, drawable(y));
    }
  };
  read_until(std::min(end, (begin + bucket - 1) / bucket * bucket));
  while (begin + bucket <= end) {
    const int64_t at = begin / bucket;
    const int64_t room = (end - begin) / bucket;
    int level = std::bit_width(static_cast<uint64_t>(room)) - 1;
    if (at != 0) level = std::min(level, std::countr_zero(static_cast<uint64_t>(at)));
    result.append(levels_[static_cast<size_t>(level)][static_cast<size_t>(at >> level)]);
    begin += bucket << level;
  }
  read_until(end);
  return result;
}

}  // namespace saddle::plot
