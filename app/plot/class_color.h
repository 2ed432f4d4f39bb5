#pragma once

#include "plot/style.h"

namespace saddle::plot {

// The palette, then the same paler, then darker: what is told apart by color alone has a name beside it.
inline ImU32 class_color(const Style& style, int index) {
  const auto shades = static_cast<int>(style.palette.size());
  const ImU32 color = style.series(index);
  switch (index / shades % 3) {
    case 1:
      return mix(color, style.text, 0.5f);
    case 2:
      return mix(color, style.background, 0.5f);
    default:
      return color;
  }
}

}  // namespace saddle::plot
