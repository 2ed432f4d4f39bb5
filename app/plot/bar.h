#pragma once

#include <imgui.h>

#include "plot/view.h"

namespace saddle::plot {

struct BarOptions {
  ImU32 track = 0;     // color of the whole area, behind the bar; 0: none
  float rounding = 0;  // of the corners, in pixels
  float least = 0;     // width of the shortest bar, in pixels
};

// A horizontal bar that fills `share` (0 … 1) of the area from the left; NaN: no bar, only the track.
void draw_bar(ImDrawList& list, const Rect& area, float share, ImU32 color, const BarOptions& options = {});

}  // namespace saddle::plot
