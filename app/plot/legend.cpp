#include "plot/legend.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float swatch_width = 22, swatch_gap = 7, column_gap = 16, inset = 8, distance = 10;

Rect in_corner(const Rect& area, ImVec2 size, float away, int corner) {
  const bool left = corner == 1 || corner == 3, low = corner >= 2;
  const ImVec2 min{std::round(left ? area.min.x + away : area.max.x - away - size.x),
                   std::round(low ? area.max.y - away - size.y : area.min.y + away)};
  return {min, {min.x + size.x, min.y + size.y}};
}

int best_corner(const Canvas& canvas, const std::vector<std::unique_ptr<Item>>& items, ImVec2 size, int present) {
  std::vector<ImVec2> points;
  for (const auto& item : items) {
    if (!item->hidden) item->footprint(canvas, points);
  }
  std::array<int64_t, 4> hidden{};
  const float clear = canvas.px(5);
  for (int corner = 0; corner < 4; ++corner) {
    Rect box = in_corner(canvas.view.area, size, canvas.px(distance), corner);
    box = {{box.min.x - clear, box.min.y - clear}, {box.max.x + clear, box.max.y + clear}};  // markers have a size
    hidden[static_cast<size_t>(corner)] =
        std::count_if(points.begin(), points.end(), [&](ImVec2 p) { return box.contains(p); });
  }
  const auto least = static_cast<int>(std::min_element(hidden.begin(), hidden.end()) - hidden.begin());
  const auto now = hidden[static_cast<size_t>(present)];
  const bool worth_moving = now > 0 && hidden[static_cast<size_t>(least)] * 2 < now;
  return worth_moving ? least : present;
}

}  // namespace

Legend lay_out_legend(const Canvas& canvas, const std::vector<std::unique_ptr<Item>>& items, const Words& words,
                      size_t least, int& corner) {
  const Rect& area = canvas.view.area;
  const Pencil pencil{.font = canvas.style.small};
  std::vector<const Item*> named;
  for (const auto& item : items) {
    if (!item->label.empty() && item->index >= 0) named.push_back(item.get());
  }
  Legend legend;
  if (named.empty() || named.size() < least) return legend;

  const float row = std::ceil(font_size(canvas.style.small) * 1.4f);
  const float room_x = area.width() - canvas.px(2 * (distance + inset)), room_y = area.height() * 0.72f;
  const float most_text = std::max(canvas.px(60), area.width() * 0.4f);
  float widest = 0;
  for (const Item* item : named) widest = std::max(widest, std::min(most_text, text_size(item->label, pencil).x));
  const float cell = canvas.px(swatch_width + swatch_gap) + widest;
  const auto most_rows = static_cast<int>((room_y - canvas.px(2 * inset)) / row);
  const auto most_columns = static_cast<int>((room_x * 0.7f + canvas.px(column_gap)) / (cell + canvas.px(column_gap)));
  if (most_rows < 1 || most_columns < 1) return legend;

  auto count = static_cast<int>(named.size());
  const int columns = std::min(most_columns, (count + most_rows - 1) / most_rows);
  int rows = (count + columns - 1) / columns;
  if (rows > most_rows) {
    rows = most_rows;
    count = rows * columns - 1;
    legend.more = fmt::format(fmt::runtime(words.more), static_cast<int>(named.size()) - count);
  }
  if (count < 1) return {};
  const ImVec2 size{
      static_cast<float>(columns) * (cell + canvas.px(column_gap)) - canvas.px(column_gap) + canvas.px(2 * inset),
      static_cast<float>(rows) * row + canvas.px(inset * 1.5f)};
  if (size.x * size.y > 0.45f * area.width() * area.height()) return {};
  corner = best_corner(canvas, items, size, corner);
  legend.box = in_corner(area, size, canvas.px(distance), corner);
  for (int i = 0; i < count; ++i) {
    const ImVec2 min{
        legend.box.min.x + canvas.px(inset) + static_cast<float>(i / rows) * (cell + canvas.px(column_gap)),
        legend.box.min.y + canvas.px(inset * 0.75f) + static_cast<float>(i % rows) * row};
    const Item* item = named[static_cast<size_t>(i)];
    legend.entries.push_back({item, shortened(item->label, widest, pencil), {min, {min.x + cell, min.y + row}}});
  }
  return legend;
}

void draw_legend(const Canvas& canvas, const Legend& legend, ImVec2 mouse) {
  if (legend.entries.empty()) return;
  const Style& style = canvas.style;
  const Pencil pencil{.font = style.small};
  canvas.list.AddRectFilled(legend.box.min, legend.box.max, style.popup | IM_COL32_A_MASK, canvas.px(style.rounding));
  canvas.list.AddRect(legend.box.min, legend.box.max, style.popup_border, canvas.px(style.rounding));
  const float text_height = font_size(style.small);
  for (const Legend::Entry& entry : legend.entries) {
    const float top = entry.rect.min.y + std::floor((entry.rect.height() - text_height) / 2);
    const Rect swatch{entry.rect.min, {entry.rect.min.x + canvas.px(swatch_width), entry.rect.max.y}};
    entry.item->draw_swatch(canvas, swatch);
    if (entry.item->hidden)
      canvas.list.AddRectFilled(swatch.min, swatch.max, with_alpha(style.popup | IM_COL32_A_MASK, 0.78f));
    const bool pointed_at = entry.rect.contains(mouse);
    const ImU32 ink = entry.item->hidden ? mix(style.popup | IM_COL32_A_MASK, style.muted, pointed_at ? 0.9f : 0.55f)
                                         : (pointed_at ? style.accent : style.text);
    draw_text(canvas.list, {swatch.max.x + canvas.px(swatch_gap), top}, ink, entry.text, pencil);
  }
  if (legend.more.empty()) return;
  const Rect& last = legend.entries.back().rect;
  draw_text(
      canvas.list,
      {last.min.x + canvas.px(swatch_width + swatch_gap), last.max.y + std::floor((last.height() - text_height) / 2)},
      style.muted, legend.more, pencil);
}

}  // namespace saddle::plot
