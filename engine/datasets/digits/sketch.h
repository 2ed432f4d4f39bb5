#pragma once

#include <array>
#include <cassert>
#include <initializer_list>
#include <span>

#include "datasets/digits/hand.h"

namespace saddle::digits {

// x to the right, y down; skeletons are about one unit tall.
struct Point {
  double x = 0, y = 0;
};

// The path of a pen on paper: a few strokes, each a chain of points. Allocates nothing.
class Sketch {
 public:
  static constexpr int capacity = 1024, most_strokes = 4;

  // The pen misses every point it is sent to by about `looseness`.
  Sketch(Hand& hand, double looseness) : hand_(hand), looseness_(looseness) {}

  // Starts a stroke.
  void start(Point at);
  // Continues the stroke to a corner.
  void line(Point to);
  // Continues the stroke along a smooth curve through these points (centripetal Catmull-Rom: Barry and Goldman, 1988).
  void curve(std::initializer_list<Point> through) { curve(std::span(through.begin(), through.size())); }
  void curve(std::span<const Point> through);

  // Resamples each stroke at equal distances of `spacing` and smooths its corners `rounding` times.
  void even_out(double spacing, int rounding);

  int strokes() const { return strokes_; }
  std::span<Point> stroke(int index) { return {&points_[begin_[index]], &points_[begin_[index + 1]]}; }
  std::span<const Point> stroke(int index) const { return {&points_[begin_[index]], &points_[begin_[index + 1]]}; }
  std::span<Point> points() { return {points_.data(), static_cast<size_t>(begin_[strokes_])}; }
  std::span<const Point> points() const { return {points_.data(), static_cast<size_t>(begin_[strokes_])}; }

 private:
  Point missed(Point aim) { return {hand_.vary(aim.x, looseness_), hand_.vary(aim.y, looseness_)}; }
  void add(Point point) {
    assert(begin_[strokes_] < capacity);
    if (begin_[strokes_] < capacity) points_[begin_[strokes_]++] = point;
  }

  Hand& hand_;
  double looseness_;
  int strokes_ = 0;
  std::array<int, most_strokes + 1> begin_{};  // stroke i holds points begin_[i] .. begin_[i + 1] - 1
  std::array<Point, capacity + 1> points_;     // one more, so that the end of a full sketch can be addressed
};

}  // namespace saddle::digits
