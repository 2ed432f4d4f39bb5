#include "shell/keys_overlay.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "model/shortcuts.h"
#include "shell/file_menu.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr float keys_width = 140, between = 40, least_help = 160;  // in pixels of the usual size

bool is_listed(const Shortcut& shortcut, std::span<const LabKey> own) {
  return own.empty() || belongs_to_every_lab(shortcut.action) || is_in_file_menu(shortcut.action);
}

// Whether what follows "View" has room beside the rest, in `room` pixels.
bool has_room_beside(ui::Ui& ui, std::span<const LabKey> own, float room) {
  float widest = 0;
  const auto measure = [&](std::string_view help) {
    const std::string_view words = ui.tr(help);
    widest = std::max(widest, ImGui::CalcTextSize(words.data(), words.data() + words.size()).x);
  };
  for (const LabKey& key : own) measure(key.help);
  for (const Shortcut& shortcut : shortcuts()) {
    if (shortcut.section == "View") break;
    if (is_listed(shortcut, own)) measure(shortcut.help);
  }
  return widest + ui.px(2 * keys_width + between + least_help) <= room;
}

}  // namespace

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
    const float end = screen.x - safe - ui.px(28) - ui.px(4);
    const bool beside = has_room_beside(ui, own, end - ImGui::GetCursorPosX());
    ImGui::PushTextWrapPos(end);
    ui::text(ui, ui.tr("Keys"), ui.theme.text, ui.fonts.title);
    const auto section = [&](std::string_view title) {
      ImGui::Dummy({0, ui.px(2)});
      ui::caption(ui, title);
    };
    const auto row = [&](std::string_view name, const std::string& keys, std::string_view help) {
      const float left = ImGui::GetCursorPosX();
      ui::text(ui, keys, ui.theme.accent, ui.fonts.strong);
      ImGui::SameLine();
      ImGui::SetCursorPosX(left + ui.px(keys_width));
      ui::text(ui, help, ui.theme.text, ui.fonts.body);
      ui.mark("keys." + std::string(name), keys);
    };
    ImGui::BeginGroup();
    if (!own.empty()) section(ui.tr("This lab"));
    for (const LabKey& key : own) row(key.name, std::string(key.key), ui.tr(key.help));
    std::string_view last;
    for (const Shortcut& shortcut : shortcuts()) {
      if (!is_listed(shortcut, own)) continue;
      if (shortcut.section != last) {
        // Beside the others: all of them in one column are higher than a screen, and have to be scrolled.
        if (shortcut.section == "View" && !last.empty() && beside) {
          ImGui::EndGroup();
          ImGui::SameLine(0, ui.px(between));
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
