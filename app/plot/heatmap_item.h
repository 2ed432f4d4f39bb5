#pragma once

#include <optional>
#include <span>
#include <string>

#include "plot/colormap.h"
#include "plot/item.h"
#include "plot/values.h"

namespace saddle::plot {

enum class Shading { cells, smooth };

struct HeatmapOptions {
  Colormap map = Colormap::viridis;
  std::optional<Range> range = {};  // of the colors; none: least to greatest value
  Scale scale = Scale::linear;      // log: more colors near the least value, log(1 + 1000 t)
  Range x = {}, y = {};             // what the map covers; empty: 0..columns, 0..rows
  Shading shading = Shading::cells;
  bool bar = true;                          // draw a color bar
  bool annotate = false;                    // write the values into cells that are large enough
  std::span<const ImU32> colors = {};       // of the cells, as many as values: instead of the map's, and without a bar
  std::span<const std::string> names = {};  // what the read-out says for the values 0, 1, 2 …
};

struct ColorScale {
  Colormap map;
  Range range;
  Scale scale;
};

// Where a value lies on the color scale, 0 to 1.
double color_position(const ColorScale& colors, double value);

// values[row * columns + column]; row 0 lies at the lower end of y. Many cells per pixel are drawn as one, their
// middle.
class HeatmapItem final : public Item {
 public:
  HeatmapItem(Values values, int rows, int columns, const HeatmapOptions& options);
  Extent extent_x(Scale) const override { return {options_.x, 0, true}; }
  Extent extent_y(Scale, const Axis&) const override { return {options_.y, 0, true}; }
  void draw_below(const Canvas& canvas) const override;
  void draw(const Canvas& canvas) const override;
  void read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const override;
  double category_offset() const override { return 0.5; }
  const ColorScale* color_scale() const override {
    return options_.bar && options_.colors.empty() ? &colors_ : nullptr;
  }

 private:
  double value(int row, int column) const { return values_[static_cast<int64_t>(row) * columns_ + column]; }
  ImU32 color_of(int row, int column) const {
    if (!options_.colors.empty()) return options_.colors[static_cast<size_t>(row * columns_ + column)];
    return sample(colors_.map, color_position(colors_, value(row, column)));
  }
  double edge_x(double column) const { return options_.x.min + options_.x.span() * column / columns_; }
  double edge_y(double row) const { return options_.y.min + options_.y.span() * row / rows_; }
  void draw_cells(const Canvas& canvas) const;
  void draw_smooth(const Canvas& canvas) const;

  Values values_;
  int rows_, columns_;
  HeatmapOptions options_;
  ColorScale colors_;
};

}  // namespace saddle::plot
