#include "plot/rule_item.h"

#include <array>
#include <cmath>

#include "plot/stroke.h"
#include "plot/text.h"

namespace saddle::plot {

void RuleItem::draw(const Canvas& canvas) const {
  const View& view = canvas.view;
  const bool vertical = direction_ == Direction::vertical;
  const Axis& axis = vertical ? view.x : view.y;
  if (!axis.can_show(value_) || !axis.range.contains(value_)) return;
  const Rect& area = view.area;
  const Pen pen{color, canvas.px(1), options_.dash};
  const ImVec2 size = text_size(label, {.font = canvas.style.small});
  const float gap = canvas.px(4);
  if (vertical) {
    const float x = std::round(static_cast<float>(view.pixel_x(value_))) + 0.5f;
    stroke(canvas.list, std::array{ImVec2{x, area.min.y}, ImVec2{x, area.max.y}}, pen);
    const bool right = x + gap + size.x < area.max.x;
    draw_text(canvas.list, {right ? x + gap : x - gap - size.x, area.min.y + gap}, color, label,
              {.font = canvas.style.small});
  } else {
    const float y = std::round(static_cast<float>(view.pixel_y(value_))) + 0.5f;
    stroke(canvas.list, std::array{ImVec2{area.min.x, y}, ImVec2{area.max.x, y}}, pen);
    const bool above = y - gap - size.y > area.min.y;
    draw_text(canvas.list, {area.max.x - size.x - gap, above ? y - size.y - gap / 2 : y + gap / 2}, color, label,
              {.font = canvas.style.small});
  }
}

}  // namespace saddle::plot
