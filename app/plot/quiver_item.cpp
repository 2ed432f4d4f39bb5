#include "plot/quiver_item.h"

#include <array>
#include <cmath>

#include "plot/stroke.h"

namespace saddle::plot {
namespace {

void draw_arrow(const Canvas& canvas, ImVec2 from, ImVec2 to, ImU32 ink, float width) {
  const float dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
  if (length < canvas.px(1.5f)) return;
  const float head = std::min(canvas.px(3) + 2.2f * width, length * 0.6f);
  const ImVec2 along{dx / length, dy / length}, neck{to.x - along.x * head, to.y - along.y * head};
  stroke(canvas.list, std::array{from, neck}, {ink, width});
  const float half = head * 0.5f;
  canvas.list.AddTriangleFilled(to, {neck.x - along.y * half, neck.y + along.x * half},
                                {neck.x + along.y * half, neck.y - along.x * half}, ink);
}

}  // namespace

void QuiverItem::draw(const Canvas& canvas) const {
  const View& view = canvas.view;
  for (const Arrow& arrow : arrows_) {
    if (!view.x.range.contains(arrow.x) || !view.y.range.contains(arrow.y)) continue;
    const ImVec2 at = view.pixel(arrow.x, arrow.y);
    const double reach_x = view.pixel_x(arrow.x + arrow.dx) - view.pixel_x(arrow.x),
                 reach_y = view.pixel_y(arrow.y + arrow.dy) - view.pixel_y(arrow.y);
    const double length = std::hypot(reach_x, reach_y);
    if (!std::isfinite(length) || length == 0) continue;
    if (options_.length == ArrowLength::data) {
      const double cut = std::min(1.0, 4000 / length);  // beyond the picture
      draw_arrow(canvas, at, {at.x + static_cast<float>(cut * reach_x), at.y + static_cast<float>(cut * reach_y)},
                 color, canvas.px(options_.width));
      continue;
    }
    const double half = canvas.px(options_.reach) * static_cast<double>(arrow.strength) / 2 / length;
    const ImVec2 arm{static_cast<float>(half * reach_x), static_cast<float>(half * reach_y)};
    draw_arrow(canvas, {at.x - arm.x, at.y - arm.y}, {at.x + arm.x, at.y + arm.y}, color, canvas.px(options_.width));
  }
}

}  // namespace saddle::plot
