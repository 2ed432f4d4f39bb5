#pragma once

#include <imgui.h>

namespace saddle::plot {

// The color that is written 0xRRGGBB in style sheets.
constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

}  // namespace saddle::plot
