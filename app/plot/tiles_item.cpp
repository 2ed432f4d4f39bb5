#include "plot/tiles_item.h"

#include <algorithm>
#include <cmath>

namespace saddle::plot {

void TilesItem::draw_below(const Canvas& canvas) const {
  const View& view = canvas.view;
  const auto px = [&](int column) {
    return std::round(static_cast<float>(view.pixel_x(options_.x.min + options_.x.span() * column / columns_)));
  };
  const auto py = [&](int row) {
    return std::round(static_cast<float>(view.pixel_y(options_.y.min + options_.y.span() * row / rows_)));
  };
  const float cell_x = std::max(0.01f, std::abs(px(columns_) - px(0)) / static_cast<float>(columns_)),
              cell_y = std::max(0.01f, std::abs(py(rows_) - py(0)) / static_cast<float>(rows_));
  const int skip_x = std::max(1, static_cast<int>(std::lround(1 / cell_x))),
            skip_y = std::max(1, static_cast<int>(std::lround(1 / cell_y)));
  for (int row = 0; row < rows_; row += skip_y) {
    const float below = py(row), above = py(std::min(rows_, row + skip_y));
    if (std::max(below, above) < view.area.min.y || std::min(below, above) > view.area.max.y) continue;
    const auto kind = [&](int column) {
      return kinds_[static_cast<size_t>(row) * static_cast<size_t>(columns_) + static_cast<size_t>(column)];
    };
    for (int from = 0; from < columns_;) {
      int to = from;
      while (to < columns_ && kind(to) == kind(from)) to += skip_x;
      to = std::min(to, columns_);
      if (kind(from) >= 0 && static_cast<size_t>(kind(from)) < options_.colors.size()) {
        canvas.list.AddRectFilled({px(from), std::min(above, below)}, {px(to), std::max(above, below)},
                                  options_.colors[static_cast<size_t>(kind(from))]);
      }
      from = to;
    }
  }
}

void TilesItem::read(const View& view, ImVec2 mouse, Format, std::vector<Readout>& all) const {
  const double x = view.data_x(mouse.x), y = view.data_y(mouse.y);
  const int column = static_cast<int>(std::floor((x - options_.x.min) / options_.x.span() * columns_));
  const int row = static_cast<int>(std::floor((y - options_.y.min) / options_.y.span() * rows_));
  if (column < 0 || column >= columns_ || row < 0 || row >= rows_) return;
  const int kind = kinds_[static_cast<size_t>(row) * static_cast<size_t>(columns_) + static_cast<size_t>(column)];
  const bool named = kind >= 0 && static_cast<size_t>(kind) < options_.names.size();
  const ImU32 ink =
      kind >= 0 && static_cast<size_t>(kind) < options_.colors.size() ? options_.colors[static_cast<size_t>(kind)] : 0;
  all.push_back(
      {label, ink, x, y, named ? options_.names[static_cast<size_t>(kind)] : "–", mouse, 0, false, row, column});
}

}  // namespace saddle::plot
