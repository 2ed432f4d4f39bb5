#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "plot/colormap.h"
#include "plot/view.h"
#include "ui/ui.h"

namespace saddle::app {

// A cell of a grid.
struct GridCell {
  int row = 0, column = 0;
  bool operator==(const GridCell&) const = default;
};

// A part of a grid with a frame around it.
struct GridFrame {
  GridCell from;
  int rows = 1, columns = 1;
  ImU32 color = 0;
};

// Numbers in cells, each in the color of its value, with the number in it where it has room.
struct NumberGrid {
  int rows = 0, columns = 0;
  std::function<double(int row, int column)> value = {};
  plot::Range range = {};                     // of the colors
  bool diverging = false;                     // with 0 in the middle; otherwise from dark to bright
  std::function<bool(int, int)> ghost = {};   // a cell that is only thought of: the padding
  std::function<bool(int, int)> hidden = {};  // "?" instead of the number
  std::vector<GridFrame> frames = {};
  bool numbers = true;

  // Where it was placed, in pixels of the screen.
  ImVec2 corner = {};
  float cell = 0;

  ImVec2 size() const { return {cell * static_cast<float>(columns), cell * static_cast<float>(rows)}; }
  plot::Rect rect(const GridFrame& frame) const;
  // The cell under a point.
  std::optional<GridCell> at(ImVec2 point) const;
  void draw(const ui::Ui& ui) const;
  // Leaves a mark of where it is.
  void mark(const ui::Ui& ui, const std::string& name) const;
  // A caption above it, cut to the width of `room`.
  void draw_title(const ui::Ui& ui, std::string_view words, ImU32 color, float room) const;
};

// The side of a cell with which a grid fits into `room`, in whole pixels, at most `most`.
float fitting_cell(int rows, int columns, ImVec2 room, float most);
// As short as cells want it: "−0.25", "12".
std::string cell_number(double value);

}  // namespace saddle::app
