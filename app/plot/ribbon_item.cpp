#include "plot/ribbon_item.h"

#include <algorithm>

namespace saddle::plot {

void RibbonItem::draw_below(const Canvas& canvas) const {
  constexpr float filling = 0.2f;
  const View& view = canvas.view;
  const ImDrawListFlags flags = canvas.list.Flags;
  canvas.list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // edges that fade out would be seen between the pieces
  const auto known = [&](int64_t i) {
    return view.x.can_show(low_[i].x) && view.y.can_show(low_[i].y) && view.y.can_show(high_[i].y);
  };
  // Cut a little outside of the picture, where floats are still exact.
  const auto pixel = [&](const Point& point) {
    return ImVec2{
        static_cast<float>(view.pixel_x(point.x)),
        static_cast<float>(std::clamp(view.pixel_y(point.y), view.area.min.y - 64.0, view.area.max.y + 64.0))};
  };
  const auto shown = [&](int64_t i) { return low_[i].x >= view.x.range.min && low_[i - 1].x <= view.x.range.max; };
  for (int64_t i = 1; i < std::min(low_.size(), high_.size()); ++i) {
    if (!known(i - 1) || !known(i) || !shown(i)) continue;
    canvas.list.AddQuadFilled(pixel(high_[i - 1]), pixel(high_[i]), pixel(low_[i]), pixel(low_[i - 1]),
                              with_alpha(color, filling));
  }
  canvas.list.Flags = flags;
}

}  // namespace saddle::plot
