#include "plot/contours.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <unordered_map>

#include "plot/ticks.h"

namespace saddle::plot {
namespace {

// Edges of the grid are numbered: 2 * corner for the one to the right of a corner, 2 * corner + 1 for the one above it.
using Edge = int64_t;

class Tracer {
 public:
  Tracer(const Values& values, int rows, int columns, const Range& x, const Range& y, double level)
      : values_(values), rows_(rows), columns_(columns), x_(x), y_(y), level_(level) {}

  void trace(std::vector<ContourLine>& lines) {
    for (int row = 0; row + 1 < rows_; ++row) {
      for (int column = 0; column + 1 < columns_; ++column) visit(row, column);
    }
    // Open lines first, from their ends; what is left are rings.
    for (const Edge edge : order_) {
      if (links_.at(edge)[1] < 0) follow(edge, lines);
    }
    for (const Edge edge : order_) follow(edge, lines);
  }

 private:
  double at(int64_t corner) const { return values_[corner]; }

  void connect(Edge a, Edge b) {
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
      const auto [place, is_new] = links_.try_emplace(from, std::array<Edge, 2>{-1, -1});
      if (is_new) order_.push_back(from);
      place->second[place->second[0] < 0 ? 0 : 1] = to;
    }
  }

  void visit(int row, int column) {
    const int64_t corner = static_cast<int64_t>(row) * columns_ + column;
    const std::array v{at(corner), at(corner + 1), at(corner + columns_ + 1), at(corner + columns_)};
    int above = 0;
    for (int i = 0; i < 4; ++i) {
      if (!std::isfinite(v[static_cast<size_t>(i)])) return;
      if (v[static_cast<size_t>(i)] >= level_) above |= 1 << i;
    }
    const Edge bottom = 2 * corner, left = 2 * corner + 1, top = 2 * (corner + columns_), right = 2 * (corner + 1) + 1;
    const bool middle = (v[0] + v[1] + v[2] + v[3]) / 4 >= level_;
    switch (above) {
      case 1:
      case 14:
        return connect(left, bottom);
      case 2:
      case 13:
        return connect(bottom, right);
      case 4:
      case 11:
        return connect(right, top);
      case 8:
      case 7:
        return connect(top, left);
      case 3:
      case 12:
        return connect(left, right);
      case 6:
      case 9:
        return connect(bottom, top);
      case 5:
      case 10: {
        const bool cut_off_first = (above == 5) != middle;  // each of corners 0 and 2 by itself
        connect(left, cut_off_first ? bottom : top);
        connect(right, cut_off_first ? top : bottom);
        return;
      }
      default:
        return;
    }
  }

  Point crossing(Edge edge) const {
    const int64_t from = edge / 2, to = edge % 2 == 0 ? from + 1 : from + columns_;
    const double t = (level_ - at(from)) / (at(to) - at(from));
    const auto place = [&](int64_t corner) {
      return Point{x_.min + x_.span() * static_cast<double>(corner % columns_) / (columns_ - 1),
                   y_.min + y_.span() * static_cast<double>(corner / columns_) / (rows_ - 1)};
    };
    const Point a = place(from), b = place(to);
    return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
  }

  void follow(Edge start, std::vector<ContourLine>& lines) {
    if (links_.at(start)[0] < 0) return;  // used up
    ContourLine line{level_, {crossing(start)}};
    Edge here = start;
    for (;;) {
      auto& ways = links_.at(here);
      const Edge next = ways[0] >= 0 ? ways[0] : ways[1];
      if (next < 0) break;
      for (auto* side : {&ways, &links_.at(next)}) {
        const Edge other = side == &ways ? next : here;
        (*side)[(*side)[0] == other ? 0 : 1] = -1;
      }
      here = next;
      line.points.push_back(crossing(here));
    }
    lines.push_back(std::move(line));
  }

  const Values& values_;
  int rows_, columns_;
  Range x_, y_;
  double level_;
  std::unordered_map<Edge, std::array<Edge, 2>> links_;
  std::vector<Edge> order_;  // of discovery, so that equal input gives equal lines
};

}  // namespace

std::vector<ContourLine> contours(const Values& values, int rows, int columns, const Range& x, const Range& y,
                                  std::span<const double> levels) {
  assert(values.size() == static_cast<int64_t>(rows) * columns);
  std::vector<ContourLine> lines;
  if (rows < 2 || columns < 2) return lines;
  for (const double level : levels) Tracer(values, rows, columns, x, y, level).trace(lines);
  return lines;
}

std::vector<double> even_levels(std::span<const double> sorted, int count) {
  std::vector<double> levels;
  const auto quantile = [&](double part) {
    return sorted[static_cast<size_t>(part * static_cast<double>(sorted.size() - 1))];
  };
  for (int i = 1; i <= count; ++i) {
    const double part = (i - 0.5) / count, width = 0.6 / count;
    const double step = nice_step((quantile(std::min(1.0, part + width)) - quantile(std::max(0.0, part - width))) / 4);
    // Adding 0 makes -0 a 0, which is how people write it.
    const double level = (step > 0 ? std::round(quantile(part) / step) * step : quantile(part)) + 0.0;
    if (levels.empty() || level > levels.back()) levels.push_back(level);
  }
  return levels;
}

}  // namespace saddle::plot
