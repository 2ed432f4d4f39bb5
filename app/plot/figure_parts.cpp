// What stands around and above the data of a figure: labels, notes, buttons, the read-out.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "plot/figure.h"
#include "plot/readout.h"
#include "plot/stroke.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float readout_reach = 28;  // pixels from which a point answers the mouse

// A row for each series: "train 0.31 · test 0.35".
std::vector<Readout> rows_of(const std::vector<Readout>& all) {
  std::vector<Readout> rows;
  for (const Readout& value : all) {
    if (value.part.empty()) {
      rows.push_back(value);
      continue;
    }
    const std::string words = value.part + " " + value.text;
    const auto same =
        std::ranges::find_if(rows, [&](const Readout& row) { return !row.part.empty() && row.series == value.series; });
    if (same != rows.end()) {
      same->text += " · " + words;
    } else {
      rows.push_back(value);
      rows.back().text = words;
    }
  }
  return rows;
}

Rect button(const Canvas& canvas, ImVec2 corner, std::string_view text, ImVec2 mouse, bool strong) {
  const Style& style = canvas.style;
  const Pencil pencil{.font = style.small};
  const ImVec2 size = text_size(text, pencil);
  const ImVec2 inset{style.px(6), style.px(2)};
  const Rect rect{{corner.x - size.x - 2 * inset.x, corner.y - size.y - 2 * inset.y}, corner};
  const bool pointed_at = rect.contains(mouse);
  const ImU32 ink = pointed_at || strong ? style.accent : style.muted;
  canvas.list.AddRectFilled(rect.min, rect.max, style.popup, style.px(style.rounding));
  canvas.list.AddRect(rect.min, rect.max, pointed_at ? style.accent : style.popup_border, style.px(style.rounding));
  draw_text(canvas.list, {rect.min.x + inset.x, rect.min.y + inset.y}, ink, text, pencil);
  return rect;
}

}  // namespace

void Figure::draw_labels(const Canvas& canvas, const Composition& composition) const {
  const Style& style = canvas.style;
  const Rect& whole = composition.whole;
  const Rect& area = canvas.view.area;
  const Pencil words{.font = style.small};
  const float height = font_size(style.small);
  float x = area.min.x;
  const std::string title = shortened(title_, area.width(), {.font = style.title});
  draw_text(canvas.list, {x, whole.min.y}, style.text, title, {.font = style.title});
  if (!title.empty()) x += text_size(title, {.font = style.title}).x + style.px(12);

  if (composition.compact) {
    const std::string label = shortened(options_.y_label, area.max.x - x, words);
    draw_text(canvas.list, {x, whole.min.y + font_size(style.title) - height}, style.muted, label, words);
  } else {
    const std::string label = shortened(options_.y_label, area.height(), words);
    const float width = text_size(label, words).x;
    draw_text(canvas.list, {whole.min.x, std::min(area.max.y, area.center().y + width / 2)}, style.muted, label,
              {.font = style.small, .turn = Turn::left});
  }
  const std::string label = shortened(options_.x_label, area.width(), words);
  const float label_y = area.max.y + style.px(10) + height;
  draw_text(canvas.list, {area.center().x - text_size(label, words).x / 2, label_y}, style.muted, label, words);
  if (composition.colors) draw_color_bar(canvas, *composition.colors, area);
}

bool Figure::says_that_it_is_empty(const View& view) const {
  return !options_.empty.empty() && std::none_of(items_.begin(), items_.end(), [&](const auto& item) {
    return !item->extent_x(view.x.scale).range.empty();
  });
}

void Figure::draw_notes(const Canvas& canvas) const {
  const Style& style = canvas.style;
  const Rect& area = canvas.view.area;
  const Pencil words{.font = style.small};
  int64_t skipped = 0;
  for (const auto& item : items_) {
    if (!item->hidden) skipped += item->skipped();
  }
  if (skipped > 0) {
    const std::string note = fmt::format(fmt::runtime(context_.words.skipped), skipped);
    draw_text(canvas.list, {area.min.x + style.px(8), area.max.y - font_size(style.small) - style.px(6)}, style.muted,
              shortened(note, area.width() - style.px(16), words), words);
  }
  if (!says_that_it_is_empty(canvas.view)) return;
  const float line = font_size(style.small) + style.px(3);
  const auto most = std::max(1, static_cast<int>((area.height() - style.px(8)) / line));
  const std::vector<std::string> lines = wrapped(options_.empty, area.width() - style.px(16), most, words);
  float y = area.center().y - line * static_cast<float>(lines.size()) / 2;
  for (const std::string& text : lines) {
    draw_text(canvas.list, {area.center().x - text_size(text, words).x / 2, y}, style.muted, text, words);
    y += line;
  }
}

// Where the mouse can reach them, only while it is over the figure; "Fit" also says that the figure follows no longer.
void Figure::draw_buttons(const Canvas& canvas, Layout& layout) const {
  const Rect& area = canvas.view.area;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool over = layout.whole.contains(mouse) && ImGui::IsItemHovered();
  const float gap = canvas.px(6);
  const bool legend_low = layout.legend.height() > 0 && layout.legend.max.y > area.center().y;
  const float y = legend_low ? layout.legend.min.y - gap : area.max.y - gap;
  ImVec2 corner{area.max.x - gap, y};
  if (!state_.x.follow || !state_.y.follow) {
    layout.fit_button = button(canvas, corner, context_.words.fit, mouse, true);
    corner.x = layout.fit_button.min.x - gap;
  }
  const bool has_map = std::any_of(items_.begin(), items_.end(), [](const auto& item) { return item->color_scale(); });
  const bool has_scales = options_.aspect == Aspect::free && !has_map;
  if (!over || !has_scales || area.width() < canvas.px(220) || area.height() < canvas.px(110)) return;
  if (options_.x_categories.empty()) {
    const bool log = canvas.view.x.scale == Scale::log;
    layout.x_scale_button = button(canvas, corner, log ? "x log" : "x lin", mouse, false);
    corner.x = layout.x_scale_button.min.x - gap;
  }
  if (options_.y_categories.empty()) {
    const bool log = canvas.view.y.scale == Scale::log;
    layout.y_scale_button = button(canvas, corner, log ? "y log" : "y lin", mouse, false);
  }
}

void Figure::read(const Canvas& canvas, ImVec2 mouse, FigureReport& report) const {
  const View& view = canvas.view;
  const Style& style = canvas.style;
  report.x = view.data_x(mouse.x);
  report.y = view.data_y(mouse.y);
  std::vector<Readout> all;
  for (const auto& item : items_) {
    if (!item->hidden) item->read(view, mouse, options_.y_format, all);
  }
  std::erase_if(all,
                [&](const Readout& value) { return !value.follows_x && value.distance > style.px(readout_reach); });
  if (all.empty()) return;
  const Readout* nearest = nullptr;
  for (const Readout& value : all) {
    if (value.follows_x && (!nearest || value.distance < nearest->distance)) nearest = &value;
  }
  std::string heading;
  ImDrawList& list = canvas.list;
  if (nearest) {
    const double x = nearest->x;
    const auto category = static_cast<size_t>(std::max(0.0, std::round(x)));
    const bool named = category < options_.x_categories.size();
    heading = named ? options_.x_categories[category] : value_text(x, options_.x_format);
    if (!options_.x_label.empty()) heading = std::string(options_.x_label) + " " + heading;
    const float at = std::floor(static_cast<float>(view.pixel_x(x)));
    list.AddRectFilled({at, view.area.min.y}, {at + std::max(1.0f, style.scale), view.area.max.y},
                       with_alpha(style.muted, 0.55f));
  }
  list.PushClipRect(view.area.min, view.area.max, true);
  for (const Readout& value : all) {
    if (value.row >= 0 || value.column >= 0) continue;
    draw_marker(list, Marker::circle, value.pixel, style.px(style.marker_radius), value.color, style.background);
  }
  list.PopClipRect();
  for (const Readout& value : all) {
    if (value.row < 0 || value.column < 0) continue;
    const auto name = [](std::string_view axis, std::span<const std::string> names, int index, double place) {
      const auto i = static_cast<size_t>(index);
      const std::string text = i < names.size() ? names[i] : value_text(place);
      return axis.empty() ? text : std::string(axis) + " " + text;
    };
    heading = name(options_.x_label, options_.x_categories, value.column, value.x) + ", " +
              name(options_.y_label, options_.y_categories, value.row, value.y);
  }
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  report.values = rows_of(all);
  draw_readout(*ImGui::GetForegroundDrawList(), style, {{0, 0}, display}, mouse, heading, report.values);
}

}  // namespace saddle::plot
