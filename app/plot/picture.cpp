#include "plot/picture.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace saddle::plot {
namespace {

template <class Color>
Rect draw(ImDrawList& list, const Rect& room, int rows, int columns, const Color& color_at) {
  float pixel = std::min(room.width() / static_cast<float>(columns), room.height() / static_cast<float>(rows));
  if (pixel > 1) pixel = std::floor(pixel);
  const ImVec2 size{pixel * static_cast<float>(columns), pixel * static_cast<float>(rows)};
  const ImVec2 at{std::floor(room.min.x + (room.width() - size.x) / 2),
                  std::floor(room.min.y + (room.height() - size.y) / 2)};
  const int stride = std::max(1, static_cast<int>(std::ceil(1 / std::max(pixel, 0.01f))));
  for (int row = 0; row < rows; row += stride) {
    const float y0 = at.y + static_cast<float>(row) * pixel;
    const float y1 = at.y + static_cast<float>(std::min(row + stride, rows)) * pixel;
    for (int column = 0; column < columns;) {
      const ImU32 color = color_at(row, column);
      int end = column + stride;
      while (end < columns && color_at(row, end) == color) end += stride;
      end = std::min(end, columns);
      list.AddRectFilled({at.x + static_cast<float>(column) * pixel, y0}, {at.x + static_cast<float>(end) * pixel, y1},
                         color);
      column = end;
    }
  }
  return {at, {at.x + size.x, at.y + size.y}};
}

int byte_of(float value) { return static_cast<int>(std::lround(255 * std::clamp(value, 0.0f, 1.0f))); }

}  // namespace

Rect draw_picture(ImDrawList& list, const Rect& room, std::span<const float> values, int rows, int columns,
                  int channels) {
  assert(static_cast<int>(values.size()) == rows * columns * channels);
  return draw(list, room, rows, columns, [&](int row, int column) {
    const float* v = values.data() + (row * columns + column) * channels;
    const int red = byte_of(v[0]);
    return channels == 3 ? IM_COL32(red, byte_of(v[1]), byte_of(v[2]), 255) : IM_COL32(red, red, red, 255);
  });
}

Rect draw_picture(ImDrawList& list, const Rect& room, std::span<const ImU32> colors, int rows, int columns) {
  assert(static_cast<int>(colors.size()) == rows * columns);
  return draw(list, room, rows, columns,
              [&](int row, int column) { return colors[static_cast<size_t>(row * columns + column)]; });
}

}  // namespace saddle::plot
