#pragma once

#include <span>

#include <imgui.h>

#include "plot/view.h"

namespace saddle::plot {

// One picture of (rows, columns, channels) values in [0, 1], row 0 on top: three channels as red, green and blue, of
// any other number the first as gray. As large as fits into `room` without changing its proportions, in its middle;
// equal neighbors are one rectangle, and what is finer than a pixel is thinned out. Returns where it was drawn.
Rect draw_picture(ImDrawList& list, const Rect& room, std::span<const float> values, int rows, int columns,
                  int channels);

// The same with a color for every pixel.
Rect draw_picture(ImDrawList& list, const Rect& room, std::span<const ImU32> colors, int rows, int columns);

}  // namespace saddle::plot
