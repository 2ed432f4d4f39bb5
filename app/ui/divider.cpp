#include "ui/divider.h"

#include <algorithm>

#include "ui/widgets.h"

namespace saddle::ui {

std::optional<float> divider(Ui& ui, std::string_view name, ImVec2 corner, ImVec2 size, float place, bool& reset,
                             const DividerOptions& options) {
  if (hidden_on_paper(ui) || size.x <= 0 || size.y <= 0) return std::nullopt;
  ImGui::SetCursorScreenPos(corner);
  ImGui::InvisibleButton(labeled("", name).c_str(), size);
  ui.mark(name);
  const bool hovered = ImGui::IsItemHovered(), active = ImGui::IsItemActive();
  if (hovered || active) ImGui::SetMouseCursor(options.upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
  // Hardly seen at rest: a short line that says that something can be taken there.
  const ImVec2 middle{corner.x + size.x / 2, corner.y + size.y / 2};
  const float half = hovered || active ? (options.upright ? size.y : size.x) / 2 : ui.px(14);
  const ImU32 color = active ? ui.theme.accent : hovered ? ui.theme.muted : ui.theme.border;
  const ImVec2 along = options.upright ? ImVec2{0, half} : ImVec2{half, 0};
  ImGui::GetWindowDrawList()->AddLine({middle.x - along.x, middle.y - along.y},
                                      {middle.x + along.x, middle.y + along.y}, color, ui.px(2));
  if (!active) tooltip(ui, {}, options.help);
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    reset = true;
    return std::nullopt;
  }
  if (!active || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.px(2))) return std::nullopt;
  const ImVec2 mouse = ImGui::GetIO().MousePos, grabbed = ImGui::GetCurrentContext()->ActiveIdClickOffset;
  const float wanted = options.upright ? mouse.x - grabbed.x + size.x / 2 : mouse.y - grabbed.y + size.y / 2;
  const float taken = std::clamp(wanted, options.least, std::max(options.least, options.most));
  return taken == place ? std::nullopt : std::optional(taken);
}

}  // namespace saddle::ui
