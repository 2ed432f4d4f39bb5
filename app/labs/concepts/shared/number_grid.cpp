#include "labs/concepts/shared/number_grid.h"

#include <algorithm>
#include <cmath>

#include "labs/concepts/shared/page_number.h"
#include "plot/text.h"

namespace saddle::app {

std::string cell_number(double value) { return shown_number(std::round(value * 100) / 100, 3); }

float fitting_cell(int rows, int columns, ImVec2 room, float most) {
  return std::max(2.0f, std::floor(std::min({room.x / static_cast<float>(std::max(1, columns)),
                                             room.y / static_cast<float>(std::max(1, rows)), most})));
}

plot::Rect NumberGrid::rect(const GridFrame& frame) const {
  const ImVec2 from{corner.x + cell * static_cast<float>(frame.from.column),
                    corner.y + cell * static_cast<float>(frame.from.row)};
  return {from, {from.x + cell * static_cast<float>(frame.columns), from.y + cell * static_cast<float>(frame.rows)}};
}

std::optional<GridCell> NumberGrid::at(ImVec2 point) const {
  const int row = static_cast<int>(std::floor((point.y - corner.y) / cell)),
            column = static_cast<int>(std::floor((point.x - corner.x) / cell));
  if (row < 0 || column < 0 || row >= rows || column >= columns) return std::nullopt;
  return GridCell{row, column};
}

void NumberGrid::draw(const ui::Ui& ui) const {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Range colors = diverging ? plot::symmetric(range) : range;
  const plot::Colormap map = !diverging      ? plot::Colormap::gray
                             : ui.theme.dark ? plot::Colormap::diverging_dark
                                             : plot::Colormap::diverging;
  const plot::Pencil pencil{.font = ui.fonts.caption, .writing = plot::Writing::numbers};
  const float line = std::max(1.0f, std::floor(ui.px(1)));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const plot::Rect box = rect({{row, column}});
      const bool thought = ghost && ghost(row, column), asked = hidden && hidden(row, column);
      const double number = value(row, column);
      const ImU32 ground = asked     ? ui.theme.field
                           : thought ? ui.theme.panel
                                     : plot::sample(map, plot::normalized(number, colors));
      const float edge = cell > ui.px(9) ? line : 0;
      list.AddRectFilled(box.min, {box.max.x - edge, box.max.y - edge}, ground);
      if (thought && edge > 0) list.AddRect(box.min, {box.max.x - edge, box.max.y - edge}, ui.theme.border);
      if (!numbers) continue;
      const std::string text = asked ? "?" : cell_number(number);
      const ImVec2 size = plot::text_size(text, pencil);
      if (size.x > cell - ui.px(4) || size.y > cell - ui.px(2)) continue;
      const ImU32 ink = asked ? ui.theme.text : thought ? ui.theme.muted : plot::contrasting(ground);
      plot::draw_text(
          list, {std::floor((box.min.x + box.max.x - size.x) / 2), std::floor((box.min.y + box.max.y - size.y) / 2)},
          ink, text, pencil);
    }
  }
  for (const GridFrame& frame : frames) {
    const plot::Rect box = rect(frame);
    list.AddRect({box.min.x - line, box.min.y - line}, {box.max.x, box.max.y}, frame.color, ui.px(2), 0, ui.px(2.5f));
  }
}

void NumberGrid::mark(const ui::Ui& ui, const std::string& name) const {
  ui.marks.insert_or_assign(
      name, ui::Mark{.left = corner.x, .top = corner.y, .right = corner.x + size().x, .bottom = corner.y + size().y});
}

void NumberGrid::draw_title(const ui::Ui& ui, std::string_view words, ImU32 color, float room) const {
  const plot::Pencil pencil{.font = ui.fonts.caption};
  const std::string fitted = plot::shortened(words, room, pencil);
  plot::draw_text(*ImGui::GetWindowDrawList(), {corner.x, corner.y - plot::font_size(ui.fonts.caption) - ui.px(6)},
                  color, fitted, pencil);
}

}  // namespace saddle::app
