#include "datasets/digits/sketch.h"

#include <cmath>

namespace saddle::digits {
namespace {

Point mix(Point a, Point b, double t) { return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}; }
double distance(Point a, Point b) { return std::hypot(b.x - a.x, b.y - a.y); }

// Extrapolates a curve through a, b, c to a point before a, continuing the bend at b.
Point before(Point a, Point b, Point c) { return {2.5 * a.x - 2 * b.x + 0.5 * c.x, 2.5 * a.y - 2 * b.y + 0.5 * c.y}; }

}  // namespace

void Sketch::start(Point at) {
  assert(strokes_ < most_strokes);
  ++strokes_;
  begin_[strokes_] = begin_[strokes_ - 1];
  add(missed(at));
}

void Sketch::line(Point to) { add(missed(to)); }

void Sketch::curve(std::span<const Point> through) {
  constexpr int most_knots = 16, pieces = 7;
  const int count = static_cast<int>(through.size()) + 1;
  assert(count >= 2 && count <= most_knots);
  std::array<Point, most_knots + 2> knots;
  knots[1] = points_[begin_[strokes_] - 1];
  for (int i = 1; i < count; ++i) knots[i + 1] = missed(through[i - 1]);
  if (count == 2) return add(knots[2]);
  knots[0] = before(knots[1], knots[2], knots[3]);
  knots[count + 1] = before(knots[count], knots[count - 1], knots[count - 2]);
  for (int i = 1; i < count; ++i) {
    const Point p0 = knots[i - 1], p1 = knots[i], p2 = knots[i + 1], p3 = knots[i + 2];
    const double d0 = std::sqrt(distance(p0, p1)) + 1e-6, d1 = std::sqrt(distance(p1, p2)) + 1e-6,
                 d2 = std::sqrt(distance(p2, p3)) + 1e-6;
    for (int k = 1; k <= pieces; ++k) {
      const double t = d1 * k / pieces;
      const Point a1 = mix(p0, p1, (t + d0) / d0), a2 = mix(p1, p2, t / d1), a3 = mix(p2, p3, (t - d1) / d2);
      const Point b1 = mix(a1, a2, (t + d0) / (d0 + d1)), b2 = mix(a2, a3, t / (d1 + d2));
      add(mix(b1, b2, t / d1));
    }
  }
}

void Sketch::even_out(double spacing, int rounding) {
  const std::array<Point, capacity + 1> source = points_;
  const std::array<int, most_strokes + 1> begin = begin_;
  const int room = capacity / most_strokes;
  begin_ = {};
  for (int s = 0; s < strokes_; ++s) {
    const std::span<const Point> from(&source[begin[s]], &source[begin[s + 1]]);
    double length = 0;
    for (size_t i = 1; i < from.size(); ++i) length += distance(from[i - 1], from[i]);
    const int gaps = std::clamp(static_cast<int>(std::ceil(length / spacing)), 1, room - 1);
    begin_[s + 1] = begin_[s];
    Point* const first = &points_[begin_[s]];
    size_t at = 1;
    double passed = 0;
    for (int i = 0; i <= gaps; ++i) {
      const double goal = length * i / gaps;
      while (at + 1 < from.size() && passed + distance(from[at - 1], from[at]) < goal) {
        passed += distance(from[at - 1], from[at]);
        ++at;
      }
      if (from.size() < 2) {
        first[i] = from[0];
        continue;
      }
      const double step = distance(from[at - 1], from[at]);
      first[i] = mix(from[at - 1], from[at], step > 0 ? std::min((goal - passed) / step, 1.0) : 0.0);
    }
    begin_[s + 1] += gaps + 1;
    for (int round = 0; round < rounding; ++round) {
      Point left = first[0];
      for (int i = 1; i < gaps; ++i) {
        const Point here = first[i];
        first[i] = {(left.x + 2 * here.x + first[i + 1].x) / 4, (left.y + 2 * here.y + first[i + 1].y) / 4};
        left = here;
      }
    }
  }
}

}  // namespace saddle::digits
