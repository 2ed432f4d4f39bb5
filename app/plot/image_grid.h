#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <imgui.h>

#include "plot/colormap.h"
#include "plot/context.h"
#include "plot/values.h"

namespace saddle::plot {

enum class Normalization { together, each };  // one color range for all images, or one of its own for each

struct ImageGridOptions {
  Colormap map = Colormap::gray;
  std::optional<Range> range = {};  // of the colors; none: what the images need, symmetric for diverging maps
  Normalization normalization = Normalization::together;
  std::span<const std::string> captions = {};  // below the images
  ImVec2 size = {0, 0};  // as in FigureOptions; images shrink and grow to fit, by whole pixels per value where they can
  // Distances in `values`; 0: whole images one after the other, row by row. The maps of one sample, stored
  // channels-last as (height, width, channels), are {.image_stride = 1, .row_stride = width * channels, .column_stride
  // = channels}.
  int64_t image_stride = 0, row_stride = 0, column_stride = 0;
  // Above 0: pictures in color, of three planes - red, green, blue - that lie so far apart. `map` is not used, and the
  // range, of all planes together, reaches from black to full color. There is no color bar.
  int64_t plane_stride = 0;
  int columns = 0;      // 0: as many as make the images largest
  int selected = -1;    // drawn with a frame
  float largest = 160;  // side of an image at most, in pixels at scale 1
  float least = 8;      // and at least: where there is no room for all of them, the grid becomes higher than `size`
  bool bar = true;      // a color bar, with Normalization::together only
};

struct ImageGridReport {
  int hovered = -1, row = -1, column = -1;  // the image and its value under the mouse
  double value = 0;
  int clicked = -1;
  int columns = 0;     // in which the images were arranged
  ImVec2 cell{0, 0};   // distance between two images
  ImVec2 first{0, 0};  // upper left corner of image 0
  float pixel = 0;     // side of one value
};

// Filters, feature maps, digits: `images` pictures of rows * columns values, row 0 on top. Drawn as rectangles, equal
// neighbors in one; pictures with more values than pixels are thinned out. One ImGui item.
ImageGridReport image_grid(Context& context, std::string_view label, const Values& values, int images, int rows,
                           int columns, const ImageGridOptions& options = {});

}  // namespace saddle::plot
