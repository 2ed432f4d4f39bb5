#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "plot/item.h"

namespace saddle::plot {

struct TilesOptions {
  Range x = {}, y = {};                     // what the map covers
  std::span<const ImU32> colors = {};       // of kind 0, 1, 2 …
  std::span<const std::string> names = {};  // likewise, for the read-out
};

// A map of kinds, one a cell: kinds[row * columns + column], row 0 at the lower end of y; -1 is left open. Where there
// are more cells than pixels, every stride-th cell is drawn.
class TilesItem final : public Item {
 public:
  TilesItem(std::span<const int8_t> kinds, int rows, int columns, const TilesOptions& options)
      : kinds_(kinds), rows_(rows), columns_(columns), options_(options) {}
  Extent extent_x(Scale) const override { return {options_.x, 0, true}; }
  Extent extent_y(Scale, const Axis&) const override { return {options_.y, 0, true}; }
  void draw_below(const Canvas& canvas) const override;
  void draw(const Canvas&) const override {}
  void read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const override;

 private:
  std::span<const int8_t> kinds_;
  int rows_, columns_;
  TilesOptions options_;
};

}  // namespace saddle::plot
