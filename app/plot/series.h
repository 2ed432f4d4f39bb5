#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <span>

namespace saddle::plot {

struct Point {
  double x = 0, y = 0;
};

// Bit for bit, so that NaN equals itself.
inline bool identical(const Point& a, const Point& b) {
  return std::bit_cast<uint64_t>(a.x) == std::bit_cast<uint64_t>(b.x) &&
         std::bit_cast<uint64_t>(a.y) == std::bit_cast<uint64_t>(b.y);
}

// A borrowed sequence of points, wherever and in however many pieces they lie: nothing is copied. Whatever it was made
// from must outlive it (for a Figure: until draw() returns). Points may be appended between two frames; what was there
// must stay as it was, or the curve is read again from its start.
class Series {
 public:
  using Read = Point (*)(const void* source, int64_t index);

  Series() = default;
  Series(const void* source, int64_t size, Read read) : source_(source), size_(size), read_(read) {}

  int64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Point operator[](int64_t index) const {
    assert(index >= 0 && index < size_);
    return read_(source_, index);
  }

 private:
  const void* source_ = nullptr;
  int64_t size_ = 0;
  Read read_ = nullptr;
};

// From anything with size() and operator[] whose elements have members x and y.
template <class Points>
Series series(const Points& points) {
  return {&points, static_cast<int64_t>(points.size()), [](const void* source, int64_t index) {
            const auto& p = (*static_cast<const Points*>(source))[static_cast<size_t>(index)];
            return Point{static_cast<double>(p.x), static_cast<double>(p.y)};
          }};
}

// From y values of any arithmetic type, at x = 0, 1, 2 …; the values, not the span, must outlive the series.
template <class T>
Series series_of_values(std::span<const T> values) {
  return {values.data(), static_cast<int64_t>(values.size()), [](const void* source, int64_t index) {
            return Point{static_cast<double>(index), static_cast<double>(static_cast<const T*>(source)[index])};
          }};
}

// The first index in [begin, end) whose x is not below `x`; `end` if there is none. x must not decrease.
inline int64_t lower_bound(const Series& series, double x, int64_t begin, int64_t end) {
  while (begin < end) {
    const int64_t middle = begin + (end - begin) / 2;
    if (series[middle].x < x) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

// The index whose x is nearest to `x`. x must not decrease; the series must not be empty.
inline int64_t nearest(const Series& series, double x) {
  const int64_t right = std::min(lower_bound(series, x, 0, series.size()), series.size() - 1);
  if (right == 0) return 0;
  return x - series[right - 1].x <= series[right].x - x ? right - 1 : right;
}

}  // namespace saddle::plot
