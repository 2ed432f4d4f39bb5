#include "labs/network/panel_menu.h"

#include <algorithm>
#include <array>
#include <functional>

#include "labs/network/arrangements.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using Drawing = std::function<void(ImDrawList&, ImVec2 corner, float side, ImU32 color)>;

// A small button with a drawing instead of a word.
bool glyph(ui::Ui& ui, std::string_view name, std::string_view tooltip, bool on, const Drawing& draw) {
  const float side = ui.px(22);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const bool pressed = ImGui::InvisibleButton(ui::labeled("", name).c_str(), {side, side});
  ui.mark(name, on ? "on" : "off");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered())
    list.AddRectFilled(corner, {corner.x + side, corner.y + side}, ui.theme.field_hovered, ui.px(4));
  draw(list, {corner.x + ui.px(4), corner.y + ui.px(4)}, side - ui.px(8), on ? ui.theme.accent : ui.theme.muted);
  ui::tooltip(ui, {}, tooltip);
  return pressed;
}

Drawing boxes_of(const ui::Ui& ui, const Arrangement& arrangement) {
  return [&ui, &arrangement](ImDrawList& list, ImVec2 corner, float extent, ImU32 color) {
    for (const Box& box : arrangement.boxes(arrangement.column.value_or(1), arrangement.row.value_or(1))) {
      list.AddRect({corner.x + box.x * extent, corner.y + box.y * extent},
                   {corner.x + (box.x + box.width) * extent, corner.y + (box.y + box.height) * extent}, color, 0, 0,
                   ui.px(1.2f));
    }
  };
}

// To the four corners, or back from them.
Drawing arrows(const ui::Ui& ui, bool back) {
  return [&ui, back](ImDrawList& list, ImVec2 corner, float extent, ImU32 color) {
    const float a = extent * 0.36f;
    for (const auto& [x, y, dx, dy] : {std::array{0.0f, 0.0f, 1.0f, 1.0f},
                                       {extent, 0.0f, -1.0f, 1.0f},
                                       {0.0f, extent, 1.0f, -1.0f},
                                       {extent, extent, -1.0f, -1.0f}}) {
      const ImVec2 tip =
          back ? ImVec2{corner.x + x + dx * a, corner.y + y + dy * a} : ImVec2{corner.x + x, corner.y + y};
      const float sx = back ? -dx : dx, sy = back ? -dy : dy;
      list.AddLine(tip, {tip.x + sx * a, tip.y}, color, ui.px(1.4f));
      list.AddLine(tip, {tip.x, tip.y + sy * a}, color, ui.px(1.4f));
    }
  };
}

std::vector<ui::Option> options_of(const ui::Ui& ui) {
  std::vector<ui::Option> options;
  for (const PanelType* type : panel_menu()) {
    const size_t place = options.size() + 1;
    options.push_back({.value = std::string(type->name),
                       .label = std::string(ui.tr(type->title)),
                       .tooltip = std::string(ui.tr(type->help)),
                       .group = {},
                       .key = place < 10 ? std::to_string(place) : ""});
  }
  return options;
}

// The title of the panel, which opens the list of them.
bool draw_menu(ui::Ui& ui, const std::string& mark, std::string& chosen, float room) {
  ImGui::PushFont(ui.fonts.strong);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ImVec4(0, 0, 0, 0));
  ImGui::PushStyleColor(ImGuiCol_Button, ImVec4(0, 0, 0, 0));
  // The list that opens has the padding of its field; the title stands where it would without any.
  const float padding = ui.px(8);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding, ui.px(2)});
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() - padding);
  const std::vector<ui::Option> options = options_of(ui);
  float width = 0;
  for (const ui::Option& option : options) {
    if (option.value == chosen) width = ImGui::CalcTextSize(option.label.c_str()).x + ui.px(30) + 2 * padding;
  }
  const bool changed = ui::combo(ui, mark, chosen, options, std::min(width, room));
  ImGui::PopStyleVar();
  ImGui::PopStyleColor(2);
  ImGui::PopFont();
  return changed;
}

}  // namespace

std::vector<const PanelType*> panel_menu() {
  std::vector<const PanelType*> types;
  for (const PanelType& type : panels::all()) types.push_back(&type);
  std::ranges::stable_sort(types, {}, &PanelType::place);
  return types;
}

const PanelType* panel_named(std::string_view name) {
  const auto found = std::ranges::find(panels::all(), name, &PanelType::name);
  return found == panels::all().end() ? nullptr : &*found;
}

PaneWish draw_heading(ui::Ui& ui, const PaneHeading& heading) {
  PaneWish wish;
  if (ui.theme.on_paper) {
    ui::heading(ui, ui.tr(panel_named(heading.panel)->title));
    return wish;
  }
  const float top = ImGui::GetCursorPosY(), side = ui.px(22), gap = ui.px(2);
  const float glyphs = heading.arrangement.empty() ? 1 : static_cast<float>(1 + arrangements().size());
  const float buttons = glyphs * side + (glyphs - 1) * gap;
  std::string chosen = heading.panel;
  if (draw_menu(ui, heading.mark, chosen, ImGui::GetContentRegionAvail().x - buttons - gap)) wish.panel = chosen;
  ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - buttons);
  ImGui::SetCursorPosY(top);
  if (!heading.arrangement.empty()) {
    for (const Arrangement& arrangement : arrangements()) {
      const bool on = !heading.full && heading.arrangement == arrangement.name;
      if (glyph(ui, "arrange." + std::string(arrangement.name), ui.tr(arrangement.title), on,
                boxes_of(ui, arrangement)))
        wish.arrangement = arrangement.name;
      ImGui::SameLine(0, gap);
    }
  }
  wish.full =
      glyph(ui, heading.mark + ".full", heading.full ? ui.tr("Back to all panels (Esc)") : ui.tr("This panel alone"),
            heading.full, arrows(ui, heading.full));
  return wish;
}

}  // namespace saddle::app
