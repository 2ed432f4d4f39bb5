#include "plot/image_grid.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "plot/number.h"
#include "plot/readout.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float cell_gap = 8, narrow_gap = 4, frame = 2, grid_bar_gap = 16, grid_bar_width = 12, bar_text_gap = 7;

struct Grid {
  Values values;
  int images, rows, columns;
  int64_t image_stride, row_stride, column_stride, plane_stride;
  Colormap map;

  int planes() const { return plane_stride > 0 ? 3 : 1; }
  double at(int image, int row, int column, int plane = 0) const {
    return values[image * image_stride + row * row_stride + column * column_stride + plane * plane_stride];
  }
  ImU32 color(int image, int row, int column, const Range& range) const {
    if (planes() == 1) return sample(map, normalized(at(image, row, column), range));
    std::array<int, 3> parts{};
    for (int plane = 0; plane < 3; ++plane) {
      const double t = normalized(at(image, row, column, plane), range);
      if (std::isnan(t)) return 0;
      parts[static_cast<size_t>(plane)] = static_cast<int>(std::lround(255 * std::clamp(t, 0.0, 1.0)));
    }
    return IM_COL32(parts[0], parts[1], parts[2], 255);
  }
};

struct Arrangement {
  float between = 0;  // two images
  int columns = 1;
  float pixel = 1;  // side of one value
  ImVec2 cell{0, 0};
  ImVec2 image{0, 0};
};

bool centered(Colormap map) { return map == Colormap::diverging || map == Colormap::diverging_dark; }

Range range_of(const Grid& grid, int first, int last) {
  Range range;
  for (int image = first; image < last; ++image) {
    for (int row = 0; row < grid.rows; ++row) {
      for (int column = 0; column < grid.columns; ++column) {
        for (int plane = 0; plane < grid.planes(); ++plane) range.include(grid.at(image, row, column, plane));
      }
    }
  }
  if (grid.planes() == 1 && centered(grid.map)) return symmetric(range);
  return range.empty() ? Range{0, 1} : range;
}

// The number of columns that makes the images largest.
Arrangement arrange(const Grid& grid, ImVec2 room, float between, float caption, float largest, int wanted_columns) {
  Arrangement best;
  best.pixel = 0;
  const int first = wanted_columns > 0 ? wanted_columns : 1;
  const int last = wanted_columns > 0 ? wanted_columns : std::max(1, grid.images);
  for (int columns = first; columns <= last; ++columns) {
    const int lines = (grid.images + columns - 1) / columns;
    const float width = (room.x + between) / static_cast<float>(columns) - between;
    const float height = (room.y + between) / static_cast<float>(lines) - between - caption;
    float pixel = std::min({width / static_cast<float>(grid.columns), height / static_cast<float>(grid.rows),
                            largest / static_cast<float>(std::max(grid.rows, grid.columns))});
    if (pixel > 1) pixel = std::floor(pixel);
    if (pixel <= best.pixel) continue;
    best = {between, columns, pixel, {}, {}};
  }
  best.pixel = std::max(best.pixel, 0.05f);
  best.image = {std::ceil(best.pixel * static_cast<float>(grid.columns)),
                std::ceil(best.pixel * static_cast<float>(grid.rows))};
  best.cell = {best.image.x + between, best.image.y + between + caption};
  return best;
}

// As many beside each other as have room at this size; below each other there are as many as it takes.
Arrangement of_size(const Grid& grid, float width, float between, float caption, float side) {
  const auto longest = static_cast<float>(std::max(grid.rows, grid.columns));
  Arrangement plan{.between = between, .pixel = side > longest ? std::ceil(side / longest) : side / longest};
  plan.image = {std::ceil(plan.pixel * static_cast<float>(grid.columns)),
                std::ceil(plan.pixel * static_cast<float>(grid.rows))};
  plan.cell = {plan.image.x + between, plan.image.y + between + caption};
  plan.columns = std::max(1, static_cast<int>((width + between) / plan.cell.x));
  return plan;
}

void draw_image(ImDrawList& list, const Grid& grid, int image, ImVec2 at, float pixel, const Range& range) {
  const int stride = std::max(1, static_cast<int>(std::ceil(1 / pixel)));
  for (int row = 0; row < grid.rows; row += stride) {
    const float y0 = at.y + static_cast<float>(row) * pixel;
    const float y1 = at.y + static_cast<float>(std::min(row + stride, grid.rows)) * pixel;
    // Room for a rectangle a value; values of one color that lie beside each other share one.
    int room = (grid.columns + stride - 1) / stride;
    list.PrimReserve(6 * room, 4 * room);
    ImU32 color = grid.color(image, row, 0, range), next = color;
    for (int column = 0; column < grid.columns; color = next) {
      int end = column + stride;
      while (end < grid.columns && (next = grid.color(image, row, end, range)) == color) end += stride;
      end = std::min(end, grid.columns);
      if (color != 0) {
        list.PrimRect({at.x + static_cast<float>(column) * pixel, y0}, {at.x + static_cast<float>(end) * pixel, y1},
                      color);
        --room;
      }
      column = end;
    }
    list.PrimUnreserve(6 * room, 4 * room);
  }
}

std::array<std::string, 3> bar_labels(const Range& range) {
  const auto text = [](double value) { return value == 0 ? std::string("0") : fmt::format("{:.3g}", value); };
  return {text(range.min), text((range.min + range.max) / 2), text(range.max)};
}

void draw_bar(ImDrawList& list, const Style& style, const Rect& bar, Colormap map, const Range& range) {
  const int parts = 32;
  for (int part = 0; part < parts; ++part) {
    const float y0 = bar.max.y - bar.height() * static_cast<float>(part) / parts;
    const float y1 = bar.max.y - bar.height() * static_cast<float>(part + 1) / parts;
    const ImU32 lower = sample(map, static_cast<double>(part) / parts);
    const ImU32 upper = sample(map, static_cast<double>(part + 1) / parts);
    list.AddRectFilledMultiColor({bar.min.x, y1}, {bar.max.x, y0}, upper, upper, lower, lower);
  }
  list.AddRect(bar.min, bar.max, with_alpha(style.axis, 0.6f));
  const Pencil pencil{.font = style.small, .writing = Writing::numbers};
  const auto labels = bar_labels(range);
  const float height = font_size(style.small);
  for (int i = 0; i < 3; ++i) {
    // Where there is no room for all of them, the largest stands alone.
    if (bar.height() < (i == 1 ? 3.5f : i == 0 ? 1.8f : 0.0f) * height) continue;
    const float y = bar.max.y - bar.height() * static_cast<float>(i) / 2;
    const float top = std::clamp(y - height / 2, bar.min.y - height * 0.15f, bar.max.y - height * 0.85f);
    draw_text(list, {bar.max.x + style.px(bar_text_gap), top}, style.muted, labels[static_cast<size_t>(i)], pencil);
  }
}

}  // namespace

ImageGridReport image_grid(Context& context, std::string_view label, const Values& values, int images, int rows,
                           int columns, const ImageGridOptions& options) {
  assert(rows > 0 && columns > 0);
  const Style& style = context.style;
  const auto or_else = [](int64_t given, int64_t usual) { return given > 0 ? given : usual; };
  const Grid grid{values,
                  images,
                  rows,
                  columns,
                  or_else(options.image_stride, static_cast<int64_t>(rows) * columns),
                  or_else(options.row_stride, columns),
                  or_else(options.column_stride, 1),
                  options.plane_stride,
                  options.map};
  const Pencil words{.font = style.small};
  const bool together = options.normalization == Normalization::together;
  Range common = options.range.value_or(Range{});
  if (together && !options.range) common = range_of(grid, 0, images);

  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const ImVec2 available = ImGui::GetContentRegionAvail();
  ImVec2 size{std::max(1.0f, options.size.x > 0 ? options.size.x : available.x + options.size.x),
              std::max(1.0f, options.size.y > 0 ? options.size.y : available.y + options.size.y)};
  float bar_room = 0;
  const bool has_bar = options.bar && together && images > 0 && grid.planes() == 1;
  if (has_bar) {
    for (const std::string& text : bar_labels(common)) {
      bar_room = std::max(bar_room, text_size(text, {.font = style.small, .writing = Writing::numbers}).x);
    }
    bar_room += style.px(grid_bar_gap + grid_bar_width + bar_text_gap);
  }
  const float caption = options.captions.empty() ? 0 : font_size(style.small) + style.px(3);
  const float edge = style.px(frame + 1);
  const ImVec2 room{size.x - bar_room - 2 * edge, size.y - 2 * edge};
  const auto with_gap = [&](float gap) {
    return arrange(grid, room, style.px(gap), caption, style.px(options.largest), options.columns);
  };
  Arrangement plan = with_gap(cell_gap);
  // Many small images stand closer, if that lets them be larger.
  if (plan.image.x < 4 * plan.between) {
    const Arrangement close = with_gap(narrow_gap);
    if (close.pixel > plan.pixel) plan = close;
  }
  const float least = style.px(options.least);
  if (options.columns == 0 && plan.pixel * static_cast<float>(std::max(rows, columns)) < least) {
    plan = of_size(grid, room.x, style.px(narrow_gap), caption, least);
    const int lines = (images + plan.columns - 1) / plan.columns;
    size.y = std::max(size.y, static_cast<float>(lines) * plan.cell.y - plan.between + 2 * edge);
  }

  ImageGridReport report;
  report.columns = plan.columns;
  report.cell = plan.cell;
  report.pixel = plan.pixel;
  report.first = {std::round(origin.x + edge), std::round(origin.y + edge)};
  ImGui::PushID(label.data(), label.data() + label.size());
  const bool clicked = ImGui::InvisibleButton("images", size);
  ImGui::PopID();
  if (!ImGui::IsItemVisible() || images <= 0) return report;
  const ImVec2 mouse = ImGui::IsItemHovered() ? ImGui::GetIO().MousePos : ImVec2{-1e6f, -1e6f};

  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImGui::PushClipRect(origin, {origin.x + size.x, origin.y + size.y}, true);
  const ImVec2 clip_min = list.GetClipRectMin(), clip_max = list.GetClipRectMax();
  // "h1…" and "h1…" tell nothing apart: where they are too narrow for their captions, only some columns have one.
  float widest = 0;
  for (const std::string& text : options.captions) widest = std::max(widest, text_size(text, words).x);
  const float lacking = (widest - plan.image.x - plan.between / 2) / plan.cell.x;
  const int captioned = std::clamp(1 + static_cast<int>(std::ceil(lacking)), 1, std::max(1, plan.columns / 2));
  for (int image = 0; image < images; ++image) {
    const ImVec2 at{report.first.x + static_cast<float>(image % plan.columns) * plan.cell.x,
                    report.first.y + static_cast<float>(image / plan.columns) * plan.cell.y};
    const Rect box{at, {at.x + plan.image.x, at.y + plan.image.y}};
    const float below = box.max.y + caption;
    if (box.min.y > clip_max.y || below < clip_min.y || box.min.x > clip_max.x || box.max.x < clip_min.x) continue;
    const Range range = together ? common : options.range.value_or(range_of(grid, image, image + 1));
    draw_image(list, grid, image, at, plan.pixel, range);
    const bool pointed_at = box.contains(mouse);
    const auto outline = [&](float away, float width, ImU32 color) {
      list.AddRect({box.min.x - away, box.min.y - away}, {box.max.x + away, box.max.y + away}, color, 0, 0, width);
    };
    outline(0.5f, 1, style.grid);
    if (image == options.selected) {
      outline(style.px(frame) / 2 + 1, style.px(frame), style.accent);
    } else if (pointed_at) {
      outline(1, style.px(1), style.muted);
    }
    if (static_cast<size_t>(image) < options.captions.size() && image % plan.columns % captioned == 0) {
      const float wide = static_cast<float>(captioned - 1) * plan.cell.x + plan.image.x + plan.between / 2;
      const std::string text = shortened(options.captions[static_cast<size_t>(image)], wide, words);
      draw_text(list, {box.min.x + (plan.image.x - text_size(text, words).x) / 2, box.max.y + style.px(2)},
                image == options.selected ? style.text : style.muted, text, words);
    }
    if (!pointed_at) continue;
    report.hovered = image;
    report.row = std::clamp(static_cast<int>((mouse.y - at.y) / plan.pixel), 0, rows - 1);
    report.column = std::clamp(static_cast<int>((mouse.x - at.x) / plan.pixel), 0, columns - 1);
    report.value = grid.at(image, report.row, report.column);
    if (clicked) report.clicked = image;
    Readout readout;
    readout.color = grid.color(image, report.row, report.column, range);
    readout.text = value_text(report.value);
    for (int plane = 1; plane < grid.planes(); ++plane)
      readout.text += ", " + value_text(grid.at(image, report.row, report.column, plane));
    const bool named = static_cast<size_t>(image) < options.captions.size();
    const std::string name = named ? options.captions[static_cast<size_t>(image)] : fmt::format("#{}", image);
    draw_readout(*ImGui::GetForegroundDrawList(), style, {{0, 0}, ImGui::GetIO().DisplaySize}, mouse,
                 fmt::format("{}  [{}, {}]", name, report.row, report.column), std::span(&readout, 1));
  }
  if (has_bar) {
    const int lines = (images + plan.columns - 1) / plan.columns;
    const float right =
        report.first.x + static_cast<float>(std::min(images, plan.columns)) * plan.cell.x - plan.between;
    const float bottom = report.first.y + static_cast<float>(lines) * plan.cell.y - plan.between - caption;
    const float x = right + style.px(grid_bar_gap);
    // The numbers at its ends reach a little beyond it.
    const float most = origin.y + size.y - report.first.y - 0.15f * font_size(style.small);
    const float height =
        std::max(1.0f, std::min(std::clamp(bottom - report.first.y, style.px(40), style.px(220)), most));
    draw_bar(list, style, {{x, report.first.y}, {x + style.px(grid_bar_width), report.first.y + height}}, options.map,
             common);
  }
  ImGui::PopClipRect();
  return report;
}

}  // namespace saddle::plot
