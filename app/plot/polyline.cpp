#include "plot/polyline.h"

#include <algorithm>
#include <cmath>

namespace saddle::plot {
namespace {

constexpr double room = 64;  // pixels around the picture in which lines are kept

struct Segment {
  Point from, to;
  bool visible = false;
};

// Liang & Barsky (1984).
Segment clip(const Point& from, const Point& to, const Rect& area) {
  double enter = 0, leave = 1;
  const double dx = to.x - from.x, dy = to.y - from.y;
  const auto cut = [&](double direction, double distance) {
    if (direction == 0) return distance >= 0;
    const double t = distance / direction;
    if (direction < 0) enter = std::max(enter, t);
    if (direction > 0) leave = std::min(leave, t);
    return enter <= leave;
  };
  const bool visible = cut(-dx, from.x - (area.min.x - room)) && cut(dx, area.max.x + room - from.x) &&
                       cut(-dy, from.y - (area.min.y - room)) && cut(dy, area.max.y + room - from.y);
  return {{from.x + enter * dx, from.y + enter * dy}, {from.x + leave * dx, from.y + leave * dy}, visible};
}

ImVec2 vec(const Point& p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

}  // namespace

void Polyline::add(const Point& data) {
  const View& view = canvas_.view;
  if (!view.x.can_show(data.x) || !view.y.can_show(data.y)) {
    gap();
    return;
  }
  const Point p{view.pixel_x(data.x), view.pixel_y(data.y)};
  if (!has_last_) {
    has_last_ = true;
    last_ = p;
    return;
  }
  if (std::abs(p.x - last_.x) < 0.5 && std::abs(p.y - last_.y) < 0.5) return;
  const Segment part = clip(last_, p, view.area);
  if (part.visible) {
    if (pixels_.empty()) pixels_.push_back(vec(part.from));
    pixels_.push_back(vec(part.to));
  }
  const bool left_the_room = part.visible && (part.to.x != p.x || part.to.y != p.y);
  if (!part.visible || left_the_room) flush();
  last_ = p;
}

void Polyline::gap() {
  flush();
  has_last_ = false;
}

void Polyline::flush() {
  stroke(canvas_.list, pixels_, pen_);
  pixels_.clear();
}

}  // namespace saddle::plot
