#pragma once

#include <span>
#include <string>

#include "plot/item.h"

namespace saddle::plot {

// A box beside the mouse: `heading`, then a row per value with its chip, label and value. Kept inside `bounds`.
void draw_readout(ImDrawList& list, const Style& style, const Rect& bounds, ImVec2 mouse, const std::string& heading,
                  std::span<const Readout> values);

}  // namespace saddle::plot
