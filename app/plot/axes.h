#pragma once

#include <vector>

#include "plot/heatmap_item.h"
#include "plot/item.h"
#include "plot/ticks.h"

namespace saddle::plot {

// Grid, tick labels and frame of a figure.
struct AxisTicks {
  std::vector<Tick> x, y;
};

// Ticks at the middles of categories; labels that find no room are left out at regular distances.
std::vector<Tick> category_ticks(std::span<const std::string> names, double offset, const Axis& axis,
                                 const LabelSpace& space);

LabelSpace space_across(const Style& style, float pixels);  // for labels side by side
LabelSpace space_down(const Style& style, float pixels);    // for labels one above the other

void draw_grid(const Canvas& canvas, const AxisTicks& ticks);
// Labels at the ends of an axis are moved so that they stay inside `whole`.
void draw_axes(const Canvas& canvas, const AxisTicks& ticks, const Rect& whole);

// The width of the widest label.
float widest_label(const Style& style, const std::vector<Tick>& ticks);

// tick.value is a value of the map; its place, on a bar or in height, is color_position().
std::vector<Tick> color_ticks(const Style& style, const ColorScale& colors, float height);

// Width of a color bar with its labels, from the plotting area's right edge.
float color_bar_width(const Style& style, const ColorScale& colors, float height);
void draw_color_bar(const Canvas& canvas, const ColorScale& colors, const Rect& bar);

}  // namespace saddle::plot
