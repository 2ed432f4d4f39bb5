#include "plot/contour_item.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/polyline.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

struct Spot {
  ImVec2 at{0, 0};
  bool found = false;
};

// The most level stretch of a line, inside the picture and long enough for a label of this size.
Spot label_spot(const Canvas& canvas, const ContourLine& line, ImVec2 size, const std::vector<Rect>& taken) {
  const Rect& area = canvas.view.area;
  std::vector<ImVec2> path;
  path.reserve(line.points.size());
  float length = 0;
  for (const Point& p : line.points) {
    const ImVec2 pixel = canvas.view.pixel(p.x, p.y);
    if (!path.empty()) length += std::hypot(pixel.x - path.back().x, pixel.y - path.back().y);
    path.push_back(pixel);
  }
  if (length < size.x * 5) return {};
  Spot best;
  float least = 0.75f;  // steeper than this, a level label would cut across the line
  for (size_t i = 1; i + 1 < path.size(); ++i) {
    const ImVec2 at = path[i];
    const Rect box{{at.x - size.x / 2, at.y - size.y / 2}, {at.x + size.x / 2, at.y + size.y / 2}};
    if (box.min.x < area.min.x + 4 || box.max.x > area.max.x - 4) continue;
    if (box.min.y < area.min.y + 4 || box.max.y > area.max.y - 4) continue;
    const float dx = path[i + 1].x - path[i - 1].x, dy = path[i + 1].y - path[i - 1].y;
    const float steepness = std::abs(dy) / std::max(1e-3f, std::hypot(dx, dy));
    if (steepness >= least) continue;
    const bool blocked = std::any_of(taken.begin(), taken.end(), [&](const Rect& r) { return r.overlaps(box); });
    if (blocked) continue;
    least = steepness;
    best = {at, true};
  }
  return best;
}

}  // namespace

Extent ContourItem::extent_x(Scale) const {
  Range range;
  for (const ContourLine& line : lines_) {
    for (const Point& p : line.points) range.include(p.x);
  }
  return {range, 0, true};
}

Extent ContourItem::extent_y(Scale, const Axis&) const {
  Range range;
  for (const ContourLine& line : lines_) {
    for (const Point& p : line.points) range.include(p.y);
  }
  return {range, 0, true};
}

void ContourItem::draw(const Canvas& canvas) const {
  Range levels;
  for (const ContourLine& line : lines_) levels.include(line.level);
  const auto ink = [&](double level) {
    if (options_.map) return sample(*options_.map, normalized(level, levels));
    return color;
  };
  for (const ContourLine& line : lines_) {
    Polyline path(canvas, {ink(line.level), canvas.px(options_.width)});
    for (const Point& p : line.points) path.add(p);
    path.finish();
  }
  if (!options_.labels) return;
  const Pencil pencil{.font = canvas.style.small, .writing = Writing::numbers};
  std::vector<Rect> taken;
  for (const ContourLine& line : lines_) {
    const std::string text = fmt::format("{:.4g}", line.level);
    const ImVec2 bare = text_size(text, pencil);
    const ImVec2 size{bare.x + canvas.px(6), bare.y};
    const Spot spot = label_spot(canvas, line, size, taken);
    if (!spot.found) continue;
    const Rect box{{spot.at.x - size.x / 2, spot.at.y - size.y / 2}, {spot.at.x + size.x / 2, spot.at.y + size.y / 2}};
    canvas.list.AddRectFilled(box.min, box.max, with_alpha(canvas.style.background, 0.8f), canvas.px(3));
    draw_text(canvas.list, {spot.at.x - bare.x / 2, box.min.y}, canvas.style.text, text, pencil);
    const float gap = canvas.px(10);
    taken.push_back({{box.min.x - gap, box.min.y - gap}, {box.max.x + gap, box.max.y + gap}});
  }
}

}  // namespace saddle::plot
