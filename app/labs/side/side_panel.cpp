#include "labs/side/side_panel.h"

#include <algorithm>
#include <cmath>

#include "model/shortcuts.h"
#include "ui/divider.h"
#include "ui/widgets.h"

namespace saddle::app {

SidePanel::Areas SidePanel::part(Frame& frame, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  Workspace& workspace = frame.workspace;
  // Its labels would stand there without their fields.
  if (ui.theme.on_paper) return {std::nullopt, Area{corner, size}};
  const float gap = ui.px(10), least = ui.px(widths_.least), most = size.x - gap - ui.px(widths_.rest);
  narrow_ = most < least;
  if (narrow_) {
    const Area whole{corner, size};
    return over_ ? Areas{whole, std::nullopt} : Areas{std::nullopt, whole};
  }
  over_ = false;
  if (!workspace.side) return {std::nullopt, Area{corner, size}};
  const auto dragged = workspace.divider(name_);
  const float wanted =
      dragged ? ui.px(static_cast<float>(*dragged)) : std::min(ui.px(widths_.usual), widths_.share * size.x);
  const float width = std::floor(std::clamp(wanted, least, most));
  bool reset = false;
  const auto place =
      ui::divider(ui, name_, {corner.x + width, corner.y}, {gap, size.y}, corner.x + width + gap / 2, reset,
                  {.least = corner.x + least + gap / 2,
                   .most = corner.x + most + gap / 2,
                   .help = ui.tr("Drag: wider or narrower. Double click: as usual.")});
  if (place) workspace.dividers[name_] = static_cast<double>((*place - gap / 2 - corner.x) / ui.scale);
  if (reset) workspace.dividers.erase(name_);
  return {Area{corner, {width, size.y}}, Area{{corner.x + width + gap, corner.y}, {size.x - width - gap, size.y}}};
}

void SidePanel::toggle(Workspace& workspace) {
  if (workspace.full >= 0) {  // one pane covers everything: the side comes back with the others
    workspace.full = -1;
    workspace.side = over_ = true;
  } else if (narrow_) {
    over_ = !over_;
  } else {
    workspace.side = !workspace.side;
  }
}

void SidePanel::add_button(Frame& frame, ui::Toolbar& bar) {
  const std::string help = with_keys(frame.ui.tr("Show or hide the side panel"), Action::side_panel);
  bar.add({.name = "side",
           .width = ImGui::GetFrameHeight(),
           .rank = 90,
           .draw =
               [this, &frame, help](ui::Toolbar::Form) {
                 ui::Ui& ui = frame.ui;
                 const bool on = frame.workspace.full < 0 && (narrow_ ? over_ : frame.workspace.side);
                 const float side = ImGui::GetFrameHeight();
                 const ImVec2 corner = ImGui::GetCursorScreenPos();
                 const bool pressed = ImGui::InvisibleButton("###side", {side, side});
                 ui.mark("side", on ? "on" : "off");
                 ImDrawList& list = *ImGui::GetWindowDrawList();
                 if (ImGui::IsItemHovered())
                   list.AddRectFilled(corner, {corner.x + side, corner.y + side}, ui.theme.field_hovered, ui.px(6));
                 const ImU32 ink = on ? ui.theme.text : ui.theme.muted;
                 const ImVec2 from{std::floor(corner.x + side * 0.24f), std::floor(corner.y + side * 0.28f)},
                     to{std::floor(corner.x + side * 0.76f), std::floor(corner.y + side * 0.74f)};
                 const float cut = from.x + (to.x - from.x) * 0.36f;
                 if (on) list.AddRectFilled(from, {cut, to.y}, ink);
                 list.AddRect(from, to, ink, ui.px(2), 0, ui.px(1.3f));
                 list.AddLine({cut, from.y}, {cut, to.y}, ink, ui.px(1.3f));
                 ui::tooltip(ui, {}, help);
                 if (pressed) toggle(frame.workspace);
                 return pressed;
               },
           .label = std::string(frame.ui.tr("Side panel")),
           .gap = frame.ui.px(14)});
}

}  // namespace saddle::app
