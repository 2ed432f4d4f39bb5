#include "plot/bar.h"

#include <algorithm>

namespace saddle::plot {

void draw_bar(ImDrawList& list, const Rect& area, float share, ImU32 color, const BarOptions& options) {
  if (options.track != 0) list.AddRectFilled(area.min, area.max, options.track, options.rounding);
  const float width = std::max(options.least, share * area.width());
  if (share >= 0 && width > 0.5f)
    list.AddRectFilled(area.min, {area.min.x + width, area.max.y}, color, std::min(options.rounding, width / 2));
}

}  // namespace saddle::plot
