#pragma once

#include <vector>

// Where the boxes of a graph stand and how its wires run: layers by longest path, few crossings, shortcuts in lanes of
// their own (Sugiyama, Tagawa and Toda, 1981). Long graphs go on in a further column, as text in a newspaper. Nothing
// but arithmetic; equal graphs give equal pictures.
namespace saddle::app::layout {

struct Point {
  float x = 0, y = 0;
  bool operator==(const Point&) const = default;
};
struct Size {
  float width = 0, height = 0;
};
struct Box {
  float x = 0, y = 0, width = 0, height = 0;  // x, y: the upper left corner
  float right() const { return x + width; }
  float bottom() const { return y + height; }
  Point center() const { return {x + width / 2, y + height / 2}; }
  bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
};

struct Edge {
  int from = 0, to = 0;
};

enum class Direction { down, right };

struct Options {
  Direction direction = Direction::down;
  float rank_gap = 34, gap = 26, lane = 18, column_gap = 64;
  float length = 0;  // a column ends where it would get longer than this, if it can; 0: one column
};

struct Route {
  std::vector<Point> points;  // from the edge of one box to the edge of the other
  bool jumps = false;         // into the next column
};

struct Picture {
  std::vector<Box> boxes = {};     // by item
  std::vector<Route> routes = {};  // by edge
  std::vector<int> ranks = {};     // by item
  Size size = {};
  int columns = 1;
  float longest = 0;  // of one column
};

// Items are numbered from 0; edges that lead back (a circle) are drawn, but do not count for the order.
Picture arrange(const std::vector<Size>& items, const std::vector<Edge>& edges, const Options& options);

// The length of a column with which the picture is largest in a view of this size.
float best_length(const std::vector<Size>& items, const std::vector<Edge>& edges, Options options, Size view);

}  // namespace saddle::app::layout
