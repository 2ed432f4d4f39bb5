#include "plot/confusion_matrix.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "plot/number.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float least_cell = 15, most_cell = 72, widest_name = 110, matrix_gap = 6, matrix_bar_width = 46;

struct Part {  // what is in sight along one axis
  int first = 0, last = 0;
};

class Drawing {
 public:
  Drawing(const Style& style, std::span<const int64_t> counts, std::span<const std::string> names,
          const ConfusionMatrixOptions& options, float cell)
      : style_(style), counts_(counts), names_(names), options_(options), cell_(cell), classes_(std::ssize(names)) {}

  void cells(ImDrawList& list, ImVec2 first, Part rows, Part columns) const {
    for (int row = rows.first; row < rows.last; ++row) {
      const int64_t total = total_of(row);
      for (int column = columns.first; column < columns.last; ++column) {
        const int64_t count = counts_[static_cast<size_t>(row * classes_ + column)];
        if (count > 0) cell(list, corner(first, row, column), row == column, count, total);
      }
    }
    frame(list, first, rows, columns);
  }

  void row_names(ImDrawList& list, ImVec2 first, float right, Part rows) const {
    const Pencil pencil{.font = style_.small};
    for (int row = rows.first; row < rows.last; row += every(rows)) {
      const std::string text = shortened(names_[static_cast<size_t>(row)], style_.px(widest_name), pencil);
      const float y = first.y + (static_cast<float>(row) + 0.5f) * cell_ - font_size(style_.small) / 2;
      if (!in_sight(list, y)) continue;
      draw_text(list, {right - style_.px(matrix_gap) - text_size(text, pencil).x, y},
                ink(row == options_.selected_label), text, pencil);
    }
  }

  void column_names(ImDrawList& list, ImVec2 first, float bottom, Part columns) const {
    const Pencil pencil{.font = style_.small};
    const float room = cell_ * static_cast<float>(every(columns)) - style_.px(3);
    for (int column = columns.first; column < columns.last; column += every(columns)) {
      const std::string text = shortened(names_[static_cast<size_t>(column)], room, pencil);
      const float width = text_size(text, pencil).x;
      const float x = first.x + (static_cast<float>(column) + 0.5f) * cell_ - width / 2;
      if (x < list.GetClipRectMin().x || x + width > list.GetClipRectMax().x) continue;  // half scrolled away
      draw_text(list, {x, bottom - style_.px(matrix_gap / 2) - font_size(style_.small)},
                ink(column == options_.selected_decision), text, pencil);
    }
  }

  void row_bars(ImDrawList& list, ImVec2 first, float left, Part rows) const {
    const Pencil pencil{.font = style_.small, .writing = Writing::numbers};
    const float wide = style_.px(matrix_bar_width);
    for (int row = rows.first; row < rows.last; ++row) {
      const int64_t total = total_of(row);
      if (total == 0) continue;
      const double share =
          static_cast<double>(counts_[static_cast<size_t>(row * classes_ + row)]) / static_cast<double>(total);
      const float top = first.y + static_cast<float>(row) * cell_ + 1, bottom = top + cell_ - 2;
      list.AddRectFilled({left, top}, {left + wide, bottom}, style_.grid);
      list.AddRectFilled({left, top}, {left + wide * static_cast<float>(share), bottom},
                         mix(style_.background, style_.series(0), 0.55f));
      if ((row - rows.first) % every(rows) != 0) continue;
      const float y = (top + bottom - font_size(style_.small)) / 2;
      if (!in_sight(list, y)) continue;
      const std::string text = fmt::format("{:.1f}", 100 * share);
      draw_text(list, {left + wide - style_.px(4) - text_size(text, pencil).x, y}, style_.text, text, pencil);
    }
  }

 private:
  // Whether a line beside the cells is seen whole: of a row that is half scrolled away nothing is said yet.
  bool in_sight(const ImDrawList& list, float top) const {
    return top >= list.GetClipRectMin().y && top + font_size(style_.small) <= list.GetClipRectMax().y;
  }
  int64_t total_of(int row) const {
    int64_t total = 0;
    for (int64_t k = 0; k < classes_; ++k) total += counts_[static_cast<size_t>(row * classes_ + k)];
    return total;
  }
  ImVec2 corner(ImVec2 first, int row, int column) const {
    return {first.x + static_cast<float>(column) * cell_, first.y + static_cast<float>(row) * cell_};
  }
  ImU32 ink(bool selected) const { return selected ? style_.text : style_.muted; }
  // Names that find no room are left out at regular distances.
  int every(Part) const {
    return std::max(1, static_cast<int>(std::ceil(font_size(style_.small) * 1.05f / std::max(cell_, 1.0f))));
  }

  void cell(ImDrawList& list, ImVec2 at, bool right, int64_t count, int64_t total) const {
    const double share = static_cast<double>(count) / static_cast<double>(total);
    const ImU32 fill =
        mix(style_.background, style_.series(right ? 0 : 1), 0.10f + 0.90f * static_cast<float>(std::sqrt(share)));
    const float inset = cell_ > 8 ? 0.5f : 0;
    list.AddRectFilled({at.x + inset, at.y + inset}, {at.x + cell_ - inset, at.y + cell_ - inset}, fill);
    const Pencil pencil{.font = style_.small, .writing = Writing::numbers};
    if (cell_ < font_size(style_.small) * 1.3f) return;
    const std::string text = options_.text == CellText::counts ? value_text(static_cast<double>(count), Format::integer)
                             : share < 0.0995                  ? fmt::format("{:.1f}", 100 * share)
                                                               : fmt::format("{:.0f}", 100 * share);
    const ImVec2 size = text_size(text, pencil);
    if (size.x > cell_ - 2) return;
    draw_text(list, {at.x + (cell_ - size.x) / 2, at.y + (cell_ - size.y) / 2}, contrasting(fill), text, pencil);
  }

  void frame(ImDrawList& list, ImVec2 first, Part rows, Part columns) const {
    const ImVec2 from = corner(first, rows.first, columns.first), to = corner(first, rows.last, columns.last);
    if (cell_ > 8) {
      for (int row = rows.first + 1; row < rows.last; ++row) {
        const float y = first.y + static_cast<float>(row) * cell_;
        list.AddLine({from.x, y}, {to.x, y}, style_.grid);
      }
      for (int column = columns.first + 1; column < columns.last; ++column) {
        const float x = first.x + static_cast<float>(column) * cell_;
        list.AddLine({x, from.y}, {x, to.y}, style_.grid);
      }
    }
    list.AddRect(from, to, style_.axis);
    if (options_.selected_label < 0) return;
    const bool whole_row = options_.selected_decision < 0;
    const ImVec2 a = corner(first, options_.selected_label, whole_row ? 0 : options_.selected_decision);
    list.AddRect(a, {a.x + (whole_row ? cell_ * static_cast<float>(classes_) : cell_), a.y + cell_}, style_.accent, 0,
                 0, style_.px(2));
  }

  const Style& style_;
  std::span<const int64_t> counts_;
  std::span<const std::string> names_;
  const ConfusionMatrixOptions& options_;
  float cell_;
  int64_t classes_;
};

}  // namespace

ConfusionMatrixReport confusion_matrix(Context& context, std::string_view label, std::span<const int64_t> counts,
                                       std::span<const std::string> names, const ConfusionMatrixOptions& options) {
  assert(counts.size() == names.size() * names.size() && !names.empty());
  const Style& style = context.style;
  const Pencil words{.font = style.small};
  const auto classes = static_cast<float>(names.size());
  const ImVec2 origin = ImGui::GetCursorScreenPos(), available = ImGui::GetContentRegionAvail();
  const ImVec2 size{std::max(1.0f, options.size.x > 0 ? options.size.x : available.x + options.size.x),
                    std::max(1.0f, options.size.y > 0 ? options.size.y : available.y + options.size.y)};
  float widest = 0;
  for (const std::string& name : names) widest = std::max(widest, text_size(name, words).x);
  const float line = font_size(style.small) + style.px(matrix_gap);
  const float left = std::min(widest, style.px(widest_name)) + style.px(matrix_gap) + line, top = 2 * line,
              right = style.px(matrix_bar_width + 2 * matrix_gap);
  const float scroll_bar = ImGui::GetStyle().ScrollbarSize;
  const ImVec2 room{size.x - left - right, size.y - top};
  const float fitting = std::min(room.x, room.y) / classes;
  const float cell = std::floor(std::clamp(fitting, style.px(least_cell), style.px(most_cell)) * options.zoom);
  const float extent = std::max(cell, 2.0f) * classes;

  ConfusionMatrixReport report;
  report.cell = std::max(cell, 2.0f);
  report.overflows = extent > room.x + 0.5f || extent > room.y + 0.5f;
  const ImVec2 area{std::min(extent + (extent > room.y ? scroll_bar : 0) + 1, room.x),
                    std::min(extent + (extent > room.x ? scroll_bar : 0) + 1, room.y)};
  const std::string id(label);
  ImGui::SetCursorScreenPos({origin.x + left, origin.y + top});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, style.background);
  // The bar at the side takes of the width: then there is more than is seen, and another bar says so.
  const bool aside = extent + (extent > room.y ? scroll_bar : 0) > area.x;
  ImGui::BeginChild(id.c_str(), {std::max(area.x, 1.0f), std::max(area.y, 1.0f)}, false,
                    aside ? ImGuiWindowFlags_AlwaysHorizontalScrollbar : ImGuiWindowFlags_HorizontalScrollbar);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  const ImVec2 first = ImGui::GetCursorScreenPos();
  report.first = first;
  report.clicked = ImGui::InvisibleButton("cells", {extent, extent});
  const bool hovered = ImGui::IsItemHovered();
  const auto in_sight = [&](float begin, float from, float length) {
    const int low = static_cast<int>(std::floor((from - begin) / report.cell));
    const int high = static_cast<int>(std::ceil((from + length - begin) / report.cell));
    const int most = static_cast<int>(names.size());
    return Part{std::clamp(low, 0, most), std::clamp(high, 0, most)};
  };
  const ImVec2 corner = ImGui::GetWindowPos(), inner = ImGui::GetWindowSize();
  const Part rows = in_sight(first.y, corner.y, inner.y), columns = in_sight(first.x, corner.x, inner.x);
  const Drawing drawing(style, counts, names, options, report.cell);
  drawing.cells(*ImGui::GetWindowDrawList(), first, rows, columns);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (hovered) {
    report.label =
        std::clamp(static_cast<int>((mouse.y - first.y) / report.cell), 0, static_cast<int>(names.size()) - 1);
    report.decision =
        std::clamp(static_cast<int>((mouse.x - first.x) / report.cell), 0, static_cast<int>(names.size()) - 1);
  }
  ImGui::EndChild();

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float bottom = origin.y + top + area.y, end = origin.x + left + area.x;
  list.PushClipRect({origin.x, origin.y + top - 1}, {origin.x + size.x, bottom + 1}, true);
  drawing.row_names(list, first, origin.x + left, rows);
  drawing.row_bars(list, first, end + style.px(matrix_gap), rows);
  list.PopClipRect();
  list.PushClipRect({origin.x + left, origin.y}, {end, origin.y + top}, true);
  drawing.column_names(list, first, origin.y + top, columns);
  list.PopClipRect();
  draw_text(list, {origin.x + left, origin.y}, style.muted, std::string(options.decisions) + " →", words);
  const std::string percent = std::string(options.right) + " %";
  draw_text(list,
            {std::min(end + style.px(matrix_gap), origin.x + size.x - text_size(percent, words).x), origin.y + line},
            style.muted, percent, words);
  const std::string down = shortened("← " + std::string(options.labels), bottom - origin.y, words);
  draw_text(list, {origin.x, std::min(bottom, origin.y + top + text_size(down, words).x)}, style.muted, down,
            {.font = style.small, .turn = Turn::left});
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy({size.x, top + area.y});
  return report;
}

}  // namespace saddle::plot
