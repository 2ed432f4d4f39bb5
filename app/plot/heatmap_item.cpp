#include "plot/heatmap_item.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float finest = 2;  // pixels per drawn cell, at least

struct Steps {
  int first, last, stride;  // cells first, first + stride … below last
};

// The cells of `count` over [low, high] that an axis shows.
Steps visible_cells(const Range& covered, int count, const Axis& axis, float pixels) {
  const auto cell = [&](double v) { return (v - covered.min) / covered.span() * count; };
  const int first = static_cast<int>(std::clamp(std::floor(cell(axis.range.min)), 0.0, count * 1.0));
  const int last = static_cast<int>(std::clamp(std::ceil(cell(axis.range.max)), 0.0, count * 1.0));
  const double most = std::max(1.0f, pixels / finest);
  return {first, last, std::max(1, static_cast<int>(std::ceil((last - first) / most)))};
}

}  // namespace

double color_position(const ColorScale& colors, double value) {
  const double t = normalized(value, colors.range);
  if (colors.scale == Scale::linear || !(t > 0)) return t;
  return std::log1p(1000 * t) / std::log1p(1000.0);
}

HeatmapItem::HeatmapItem(Values values, int rows, int columns, const HeatmapOptions& options)
    : values_(values), rows_(rows), columns_(columns), options_(options) {
  assert(rows > 0 && columns > 0 && values.size() == static_cast<int64_t>(rows) * columns);
  if (options_.x.empty()) options_.x = {0, static_cast<double>(columns)};
  if (options_.y.empty()) options_.y = {0, static_cast<double>(rows)};
  Range range = options_.range.value_or(Range{});
  if (!options_.range) {
    for (int64_t i = 0; i < values_.size(); ++i) range.include(values_[i]);
  }
  const bool centered = options_.map == Colormap::diverging || options_.map == Colormap::diverging_dark;
  if (centered && !options_.range) range = symmetric(range);
  if (range.empty()) range = {0, 1};
  colors_ = {options_.map, range, options_.scale};
}

void HeatmapItem::draw_below(const Canvas& canvas) const {
  if (options_.shading == Shading::smooth && rows_ > 1 && columns_ > 1) {
    draw_smooth(canvas);
  } else {
    draw_cells(canvas);
  }
}

void HeatmapItem::draw_cells(const Canvas& canvas) const {
  const View& view = canvas.view;
  const Steps across = visible_cells(options_.x, columns_, view.x, view.area.width());
  const Steps down = visible_cells(options_.y, rows_, view.y, view.area.height());
  const auto px = [&](int column) { return std::round(static_cast<float>(view.pixel_x(edge_x(column)))); };
  const auto py = [&](int row) { return std::round(static_cast<float>(view.pixel_y(edge_y(row)))); };
  for (int row = down.first; row < down.last; row += down.stride) {
    const int next_row = std::min(row + down.stride, rows_);
    const float y0 = py(row), y1 = py(next_row);
    const int middle_row = (row + next_row - 1) / 2;
    float start = px(across.first);
    ImU32 run = 0;
    for (int column = across.first; column < across.last; column += across.stride) {
      const int next_column = std::min(column + across.stride, columns_);
      const ImU32 fill = color_of(middle_row, (column + next_column - 1) / 2);
      const float x = px(column);
      if (fill != run) {
        if (run != 0) canvas.list.AddRectFilled({start, std::min(y0, y1)}, {x, std::max(y0, y1)}, run);
        run = fill;
        start = x;
      }
      if (next_column >= across.last && run != 0) {
        canvas.list.AddRectFilled({start, std::min(y0, y1)}, {px(next_column), std::max(y0, y1)}, run);
      }
    }
  }
}

// One vertex per cell center, shared by its neighbors; strips of rows that fit 16-bit indices.
void HeatmapItem::draw_smooth(const Canvas& canvas) const {
  const View& view = canvas.view;
  const Steps across = visible_cells(options_.x, columns_, view.x, view.area.width());
  const Steps down = visible_cells(options_.y, rows_, view.y, view.area.height());
  // Centers, with the outermost moved to the edge so that the whole map is covered.
  const auto nodes = [](const Steps& steps, int count) {
    std::vector<int> all;
    for (int i = std::max(0, steps.first - steps.stride); i < std::min(count, steps.last + steps.stride);
         i += steps.stride) {
      all.push_back(i);
    }
    if (!all.empty() && all.back() != count - 1 && steps.last == count) all.push_back(count - 1);
    return all;
  };
  const std::vector<int> columns = nodes(across, columns_), rows = nodes(down, rows_);
  if (columns.size() < 2 || rows.size() < 2) return draw_cells(canvas);
  const auto place = [](int i, int count) { return i == 0 ? 0.0 : i == count - 1 ? count * 1.0 : i + 0.5; };
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const auto width = columns.size();
  for (size_t row = 0; row + 1 < rows.size(); ++row) {
    canvas.list.PrimReserve(static_cast<int>(width - 1) * 6, static_cast<int>(width) * 2);
    const unsigned base = canvas.list._VtxCurrentIdx;
    for (unsigned i = 0; i + 1 < width; ++i) {
      for (const unsigned corner : {2 * i, 2 * i + 1, 2 * i + 3, 2 * i, 2 * i + 3, 2 * i + 2}) {
        canvas.list.PrimWriteIdx(static_cast<ImDrawIdx>(base + corner));
      }
    }
    for (const int column : columns) {
      for (const int r : {rows[row], rows[row + 1]}) {
        const ImVec2 pixel = view.pixel(edge_x(place(column, columns_)), edge_y(place(r, rows_)));
        canvas.list.PrimWriteVtx(pixel, uv, color_of(r, column));
      }
    }
  }
}

void HeatmapItem::draw(const Canvas& canvas) const {
  if (!options_.annotate) return;
  const View& view = canvas.view;
  const Pencil pencil{.font = canvas.style.small, .writing = Writing::numbers};
  const double cell_height = std::abs(view.pixel_y(edge_y(1)) - view.pixel_y(edge_y(0)));
  if (cell_height < font_size(canvas.style.small)) return;
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      const double v = value(row, column);
      if (v == 0 || !std::isfinite(v)) continue;
      const std::string text = value_text(v);
      const ImVec2 size = text_size(text, pencil);
      const ImVec2 a = view.pixel(edge_x(column), edge_y(row)), b = view.pixel(edge_x(column + 1), edge_y(row + 1));
      if (std::abs(b.x - a.x) < size.x + canvas.px(4) || std::abs(b.y - a.y) < size.y + canvas.px(2)) continue;
      draw_text(canvas.list, {(a.x + b.x - size.x) / 2, (a.y + b.y - size.y) / 2}, contrasting(color_of(row, column)),
                text, pencil);
    }
  }
}

void HeatmapItem::read(const View& view, ImVec2 mouse, Format, std::vector<Readout>& all) const {
  const double x = view.data_x(mouse.x), y = view.data_y(mouse.y);
  const int column = static_cast<int>(std::floor((x - options_.x.min) / options_.x.span() * columns_));
  const int row = static_cast<int>(std::floor((y - options_.y.min) / options_.y.span() * rows_));
  if (column < 0 || column >= columns_ || row < 0 || row >= rows_) return;
  const double v = value(row, column);
  const auto name = static_cast<size_t>(std::max(v, 0.0));
  all.push_back({label, color_of(row, column), x, y,
                 name < options_.names.size() ? options_.names[name] : value_text(v), mouse, 0, false, row, column});
}

}  // namespace saddle::plot
