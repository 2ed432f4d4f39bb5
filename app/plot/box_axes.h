#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/heatmap_item.h"
#include "plot/style.h"
#include "plot/surface3d.h"
#include "plot/view.h"

namespace saddle::plot {

// What the three directions of a surface's box mean.
struct BoxAxes {
  std::string_view x_name = {}, y_name = {}, z_name = {};
  Range x = {}, y = {};       // from -1 to 1 in the box
  ColorScale z = {};          // a place is as high as its color says
  float bottom = 0, top = 0;  // of the colors, in the box
};

// One of them as it is seen, in pixels.
struct BoxAxis {
  struct Number {
    double value = 0;
    ImVec2 on = {}, at = {};  // its place on the axis, and the middle of the label
    std::string label = {};
  };
  ImVec2 from = {}, to = {};
  std::vector<Number> numbers = {};
  std::string_view name = {};
  ImVec2 name_at = {};  // its middle
};

// x and y along those edges that are nearest to the eye, of the floor or, from above, of the ceiling; z along the edge
// that stands furthest left: the surface hides none of them. Labels lie outside the box and do not overlap. An axis
// that is seen from its end is left out.
std::vector<BoxAxis> box_axes(const Surface3d& surface, const Rect& area, const Style& style, const BoxAxes& axes);
void draw_box_axes(ImDrawList& list, const Style& style, const std::vector<BoxAxis>& axes);

}  // namespace saddle::plot
