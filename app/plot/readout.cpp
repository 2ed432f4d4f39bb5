#include "plot/readout.h"

#include <algorithm>
#include <cmath>

#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr size_t most_rows = 16;
constexpr float readout_inset = 9, chip = 9, chip_gap = 7, readout_value_gap = 16, away = 16;

}  // namespace

void draw_readout(ImDrawList& list, const Style& style, const Rect& bounds, ImVec2 mouse, const std::string& heading,
                  std::span<const Readout> values) {
  const Pencil words{.font = style.small}, numbers{.font = style.small, .writing = Writing::numbers};
  const auto rows = values.first(std::min(values.size(), most_rows));
  const float text_height = font_size(style.small);
  const float row = std::ceil(text_height * 1.35f);
  float label_width = 0, value_width = 0;
  for (const Readout& value : rows) {
    label_width = std::max(label_width, text_size(value.label, words).x);
    value_width = std::max(value_width, text_size(value.text, numbers).x);
  }
  if (label_width > 0) label_width += style.px(readout_value_gap);
  const float chip_width = rows.empty() ? 0 : style.px(chip + chip_gap);
  const float width = std::max(text_size(heading, numbers).x, chip_width + label_width + value_width);
  const float head = heading.empty() ? 0 : row + (rows.empty() ? 0 : style.px(3));
  const ImVec2 size{width + style.px(2 * readout_inset),
                    head + static_cast<float>(rows.size()) * row + style.px(1.5f * readout_inset)};

  ImVec2 at{mouse.x + style.px(away), mouse.y + style.px(away)};
  if (at.x + size.x > bounds.max.x) at.x = mouse.x - style.px(away) - size.x;
  if (at.y + size.y > bounds.max.y) at.y = mouse.y - style.px(away) - size.y;
  at.x = std::round(std::max(at.x, bounds.min.x));
  at.y = std::round(std::max(at.y, bounds.min.y));
  const ImVec2 end{at.x + size.x, at.y + size.y};
  const ImVec2 shadow{0, style.px(2)};
  for (int ring = 3; ring > 0; --ring) {
    const float grow = style.px(static_cast<float>(ring) * 1.5f);
    list.AddRectFilled({at.x - grow, at.y - grow + shadow.y}, {end.x + grow, end.y + grow + shadow.y},
                       IM_COL32(0, 0, 0, 14), style.px(style.rounding) + grow);
  }
  list.AddRectFilled(at, end, style.popup | IM_COL32_A_MASK, style.px(style.rounding));
  list.AddRect(at, end, style.popup_border, style.px(style.rounding));

  ImVec2 pen{at.x + style.px(readout_inset), at.y + style.px(0.75f * readout_inset)};
  const float drop = std::floor((row - text_height) / 2);
  if (!heading.empty()) {
    draw_text(list, {pen.x, pen.y + drop}, style.muted, heading, numbers);
    pen.y += head;
  }
  for (const Readout& value : rows) {
    const float middle = pen.y + row / 2, half = style.px(chip) / 2;
    list.AddRectFilled({pen.x, middle - half}, {pen.x + 2 * half, middle + half}, value.color, style.px(2));
    draw_text(list, {pen.x + chip_width, pen.y + drop}, style.text, value.label, words);
    const float value_x = at.x + size.x - style.px(readout_inset) - text_size(value.text, numbers).x;
    draw_text(list, {value_x, pen.y + drop}, style.text, value.text, numbers);
    pen.y += row;
  }
}

}  // namespace saddle::plot
