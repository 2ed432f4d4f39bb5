#include "shell/bar.h"

#include <algorithm>

#include <fmt/format.h>

#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::optional<Pressed> draw_tabs(ui::Ui& ui, const std::vector<LabType>& labs, size_t open) {
  std::optional<Pressed> pressed;
  for (size_t lab = 0; lab < labs.size(); ++lab) {
    const LabType& type = labs[lab];
    if (lab > 0) ImGui::SameLine(0, ui.px(2));
    const std::string help = std::string(ui.tr(type.help)) + "  Ctrl+" + std::to_string(lab + 1);
    if (ui::button(ui, "lab." + std::string(type.name), ui.tr(type.title),
                   {.look = lab == open ? ui::Look::plain : ui::Look::quiet, .tooltip = help}))
      pressed = {Action::lab, static_cast<int>(lab)};
  }
  return pressed;
}

std::optional<Pressed> draw_file_menu(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  std::optional<Pressed> pressed;
  constexpr const char* name = "###file_menu";
  if (ui::button(ui, "file", ui.tr("File"), {.look = ui::Look::quiet})) ImGui::OpenPopup(name);
  // Not where its mark is: in a window without room it has none.
  ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + ui.px(6)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(8), ui.px(8)});
  if (ImGui::BeginPopup(name, ImGuiWindowFlags_NoMove)) {
    for (const Shortcut& shortcut : shortcuts()) {
      if (shortcut.section != "Files" && shortcut.action != Action::full_screen && shortcut.action != Action::keys)
        continue;
      const std::string mark = "file/" + std::string(shortcut.name);
      const bool needs_steps = shortcut.action == Action::save_model || shortcut.action == Action::save_checkpoint;
      const bool enabled = !needs_steps || (now.experiment && now.steps > 0);
      const std::string keys = keys_of(shortcut.action);
      if (ImGui::MenuItem(ui::labeled(ui.tr(shortcut.help), mark).c_str(), keys.c_str(), false, enabled))
        pressed = {shortcut.action};
      ui.mark(mark, keys, enabled);
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return pressed;
}

std::optional<Pressed> draw_looks(Frame& frame, const Settings& settings) {
  ui::Ui& ui = frame.ui;
  const std::string_view language = settings.language == "en" ? "한국어" : "English";
  const std::string_view look = settings.dark ? ui.tr("Light") : ui.tr("Dark");
  const std::string scale = fmt::format("{:.0f} %", 100 * settings.scale);
  const auto width = [&](std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x + ui.px(20);
  };
  const float gap = ui.px(4), total = width(ui.tr("File")) + width(language) + width(look) + width(scale) +
                                      3 * width("+") + 6 * gap + ui.px(12);
  ImGui::SameLine(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - total - ui.px(12)));
  std::optional<Pressed> pressed = draw_file_menu(frame);
  const auto button = [&](const char* name, std::string_view label, Action action, const std::string& help = {}) {
    ImGui::SameLine(0, gap);
    if (ui::button(ui, name, label, {.look = ui::Look::quiet, .tooltip = help})) pressed = {action};
  };
  button("language", language, Action::language);
  button("theme", look, Action::theme);
  button("smaller", "−", Action::smaller, with_keys(ui.tr("Everything smaller"), Action::smaller));
  ImGui::SameLine(0, gap);
  ImGui::AlignTextToFramePadding();
  ui::text(ui, scale, ui.theme.muted, ui.fonts.body);
  ui.mark("scale", scale);
  button("larger", "+", Action::larger, with_keys(ui.tr("Everything larger, for the back row"), Action::larger));
  button("keys.list", "?", Action::keys, with_keys(ui.tr("All keys"), Action::keys));
  return pressed;
}

}  // namespace

std::optional<Pressed> draw_bar(Frame& frame, const std::vector<LabType>& labs, size_t open, Lab& lab,
                                const Settings& settings) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0);
  ImGui::BeginChild("###bar", {0, ui.px(54)}, false,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleVar(2);
  ui::text(ui, "Saddle", ui.theme.accent, ui.fonts.title);
  ImGui::SameLine(0, ui.px(18));
  ImGui::SetCursorPosY(ui.px(11));
  const std::optional<Pressed> tab = draw_tabs(ui, labs, open);
  ImGui::SameLine(0, ui.px(18));
  lab.draw_controls(frame);
  const std::optional<Pressed> pressed = draw_looks(frame, settings);
  ImGui::EndChild();
  return tab ? tab : pressed;
}

}  // namespace saddle::app
