#include "plot/band_item.h"

#include <algorithm>

#include "plot/text.h"

namespace saddle::plot {

void BandItem::draw_below(const Canvas& canvas) const {
  const View& view = canvas.view;
  if (!view.y.can_show(range_.min) || !view.y.can_show(range_.max)) return;
  const auto pixel = [&](double y) {
    return std::clamp(static_cast<float>(view.pixel_y(y)), view.area.min.y, view.area.max.y);
  };
  const float top = pixel(range_.max), bottom = pixel(range_.min);
  if (bottom - top < 1) return;
  canvas.list.AddRectFilled({view.area.min.x, top}, {view.area.max.x, bottom}, with_alpha(color, 0.16f));
  // Below the band's upper edge, or above it where the band begins at the bottom of the plot.
  const float gap = canvas.px(3), height = font_size(canvas.style.small);
  const float y = top + gap + height <= view.area.max.y ? top + gap : top - gap - height;
  if (y < view.area.min.y) return;
  draw_text(canvas.list, {view.area.min.x + canvas.px(6), y}, color, label, {.font = canvas.style.small});
}

}  // namespace saddle::plot
