#include "shell/keys_overlay.h"

#include <string>

#include "model/shortcuts.h"
#include "shell/file_menu.h"
#include "ui/widgets.h"

namespace saddle::app {

bool draw_keys_overlay(ui::Ui& ui, std::span<const LabKey> own) {
  constexpr const char* name = "###keys";
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(28), ui.px(22)});
  bool open = true;
  if (ImGui::BeginPopupModal(name, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    // Where the window is as wide as the screen, what is longer goes on in the next line.
    const float safe = 2 * ImGui::GetStyle().DisplaySafeAreaPadding.x;
    ImGui::PushTextWrapPos(screen.x - safe - ui.px(28) - ui.px(4));
    ui::text(ui, ui.tr("Keys"), ui.theme.text, ui.fonts.title);
    const auto section = [&](std::string_view title) {
      ImGui::Dummy({0, ui.px(2)});
      ui::caption(ui, title);
    };
    const auto row = [&](std::string_view name, const std::string& keys, std::string_view help) {
      const float left = ImGui::GetCursorPosX();
      ui::text(ui, keys, ui.theme.accent, ui.fonts.strong);
      ImGui::SameLine();
      ImGui::SetCursorPosX(left + ui.px(140));
      ui::text(ui, help, ui.theme.text, ui.fonts.body);
      ui.mark("keys." + std::string(name), keys);
    };
    ImGui::BeginGroup();
    if (!own.empty()) section(ui.tr("This lab"));
    for (const LabKey& key : own) row(key.name, std::string(key.key), ui.tr(key.help));
    std::string_view last;
    for (const Shortcut& shortcut : shortcuts()) {
      if (!own.empty() && !belongs_to_every_lab(shortcut.action) && !is_in_file_menu(shortcut.action)) continue;
      if (shortcut.section != last) {
        // Beside the others: all of them in one column are higher than a screen.
        if (shortcut.section == "View" && !last.empty()) {
          ImGui::EndGroup();
          ImGui::SameLine(0, ui.px(40));
          ImGui::BeginGroup();
        }
        section(ui.tr(shortcut.section));
      }
      last = shortcut.section;
      row(shortcut.name, keys_of(shortcut.action), ui.tr(shortcut.help));
    }
    row("escape", "Esc", ui.tr("Closes this, a dialog, or a panel that fills the window"));
    ImGui::EndGroup();
    ImGui::PopTextWrapPos();
    const bool outside = ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByPopup);
    if (ui::pressed({.key = ui::key::escape}) || ui::pressed({.key = ui::key::f1}) || outside) {
      // The key that opened it is still down in the first frame.
      if (!ImGui::IsWindowAppearing()) open = false;
    }
    if (!open) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return open;
}

}  // namespace saddle::app
