#include "shell/leave_dialog.h"

#include <algorithm>

#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {

void LeaveDialog::ask(Leaving leaving) { leaving_ = leaving; }

std::optional<LeaveDialog::Answer> LeaveDialog::draw(ui::Ui& ui) {
  if (!leaving_) return std::nullopt;
  constexpr const char* name = "###leave";
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
  std::optional<Answer> answer;
  bool stay = false;
  if (ImGui::BeginPopupModal(name, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    ui::text(ui, ui.tr("The trained weights are not saved."), ui.theme.text, ui.fonts.strong);
    ImGui::PushTextWrapPos(std::min(ui.px(460), screen.x - ui.px(80)));
    ui::text(ui, ui.tr("Its curves stay among the runs, but the network would have to be trained again."),
             ui.theme.muted, ui.fonts.body);
    ImGui::PopTextWrapPos();
    ImGui::Dummy({0, ui.px(6)});
    if (ui::button(ui, "leave.save", ui.tr("Save the model …"), {.look = ui::Look::primary}))
      answer = Answer::save_first;
    ImGui::SameLine();
    const std::string_view leave =
        leaving_ == Leaving::for_good ? ui.tr("Quit without saving") : ui.tr("Begin without saving");
    if (ui::button(ui, "leave.go", leave, {.look = ui::Look::danger})) answer = Answer::go_on;
    ImGui::SameLine();
    stay = ui::button(ui, "leave.stay", ui.tr("Cancel"), {.look = ui::Look::quiet}) || ui::key_pressed(ImGuiKey_Escape);
    if (answer || stay) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  if (answer || stay) leaving_.reset();
  return answer;
}

}  // namespace saddle::app
