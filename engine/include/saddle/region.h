#pragma once

namespace saddle {

struct Point {
  double x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

// A rectangle of the plane; its edges belong to it.
struct Region {
  double left = -1, right = 1, bottom = -1, top = 1;

  double width() const { return right - left; }
  double height() const { return top - bottom; }
  double diagonal() const;
  bool contains(Point p) const { return p.x >= left && p.x <= right && p.y >= bottom && p.y <= top; }
  bool operator==(const Region&) const = default;
};

}  // namespace saddle
