#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "plot/series.h"
#include "plot/view.h"

namespace saddle::plot {

// What a run of consecutive points looks like when it is squeezed into one pixel column. Values that cannot be drawn
// (NaN, infinity, on a logarithmic axis zero and below) are gaps and count in none of the four.
struct Summary {
  double first = 0, last = 0;  // meaningless when empty()
  double least = std::numeric_limits<double>::infinity();
  double greatest = -std::numeric_limits<double>::infinity();
  int64_t points = 0;  // gaps included
  bool starts_with_gap = false, ends_with_gap = false;

  bool empty() const { return least > greatest; }
  void add(double y, bool drawable);
  void append(const Summary& next);
};

// Summaries of every aligned power-of-two run of a growing series. follow() costs O(new points), a query O(log points).
class Pyramid {
 public:
  enum class Domain { all, positive };  // which y can be drawn

  // Reads what is new. A series that shrank or whose first or last known point changed is another one: it is read
  // again, as it is when the domain changes.
  void follow(const Series& series, Domain domain);

  // Of the points [begin, end) of the series that was followed last.
  Summary summary(const Series& series, int64_t begin, int64_t end) const;

  int64_t size() const { return size_; }
  bool monotonic() const { return monotonic_; }  // every x is finite and none is below the one before
  const Range& x() const { return x_; }
  double least_positive_x() const { return least_positive_x_; }  // infinity: there is none
  Range y() const;
  int64_t skipped() const { return skipped_; }  // finite, but not in the domain

 private:
  static constexpr int64_t bucket = 64;

  bool drawable(double y) const;
  void add(const Point& point);
  void close_bucket();

  std::vector<std::vector<Summary>> levels_;  // levels_[k][i]: points [i * bucket * 2^k, (i + 1) * bucket * 2^k)
  Summary open_;                              // the points after the last full bucket
  Summary total_;
  Range x_;
  double least_positive_x_ = std::numeric_limits<double>::infinity();
  Point first_, last_;
  Domain domain_ = Domain::all;
  int64_t size_ = 0, skipped_ = 0;
  bool monotonic_ = true;
};

}  // namespace saddle::plot
