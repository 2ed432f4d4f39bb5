#include "shell/path_dialog.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>

#include "ui/chord.h"
#include "ui/keys.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

std::string_view title_of(const ui::Ui& ui, FilePurpose purpose) {
  switch (purpose) {
    case FilePurpose::open:
      return ui.tr("Open an experiment or a model");
    case FilePurpose::experiment:
      return ui.tr("Save the experiment");
    case FilePurpose::model:
      return ui.tr("Save the trained model");
    case FilePurpose::checkpoint:
      return ui.tr("Save a checkpoint, to go on from");
    case FilePurpose::picture:
      return ui.tr("Save a picture");
    case FilePurpose::curves:
      break;
  }
  return ui.tr("Save the curves as a table");
}

}  // namespace

std::string in_full(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (!home || !path.starts_with("~/")) return path;
  return home + path.substr(1);
}

void PathDialog::ask(FilePurpose purpose, std::string suggestion, std::vector<ui::Option> subjects) {
  open_ = fresh_ = true;
  purpose_ = purpose;
  path_ = std::move(suggestion);
  asked_about_.clear();
  subjects_ = std::move(subjects);
  if (!subjects_.empty()) subject_ = subjects_.front().value;
}

std::optional<PathDialog::Answer> PathDialog::confirm() {
  if (path_.empty()) return std::nullopt;
  const std::string path = in_full(path_);
  std::error_code error;
  if (purpose_ != FilePurpose::open && path != asked_about_ && fs::exists(path, error)) {
    asked_about_ = path;
    return std::nullopt;
  }
  open_ = false;
  return Answer{purpose_, path, subject_, factor_ == "2" ? 2.0 : 1.0};
}

void PathDialog::draw_picture_options(ui::Ui& ui) {
  const std::array factors = {ui::Option{"1", std::string(ui.tr("as on the screen"))},
                              ui::Option{"2", std::string(ui.tr("twice as sharp"))}};
  const float width = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  ui::combo(ui, "dialog.subject", subject_, subjects_, width);
  ImGui::SameLine();
  ui::combo(ui, "dialog.factor", factor_, factors, width);
}

std::optional<PathDialog::Answer> PathDialog::draw(ui::Ui& ui, const std::vector<std::string>& recent) {
  if (!open_) return std::nullopt;
  constexpr const char* name = "###dialog";
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y * 0.3f}, ImGuiCond_Always, {0.5f, 0.3f});
  ImGui::SetNextWindowSize({std::min(ui.px(620), screen.x - ui.px(40)), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
  std::optional<Answer> answer;
  if (ImGui::BeginPopupModal(name, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    ui::text(ui, title_of(ui, purpose_), ui.theme.text, ui.fonts.strong);
    if (!subjects_.empty()) draw_picture_options(ui);
    if (fresh_) ImGui::SetKeyboardFocusHere();
    if (ui::text_field(ui, "dialog.path", path_)) asked_about_.clear();
    const bool asked = !asked_about_.empty();
    if (asked)
      ui::notice(ui, "dialog.exists", ui::Tone::warning, ui.tr("A file of this name is there already. Replace it?"));
    if (purpose_ == FilePurpose::open && !recent.empty()) {
      ui::caption(ui, ui.tr("Opened or saved lately"));
      for (size_t i = 0; i < recent.size(); ++i) {
        const std::string mark = "dialog.recent" + std::to_string(i);
        if (ImGui::Selectable(ui::labeled(recent[i], mark).c_str(), false, ImGuiSelectableFlags_DontClosePopups)) {
          path_ = recent[i];
          answer = confirm();
        }
        ui.mark(mark, recent[i]);
      }
    }
    const std::string_view yes = purpose_ == FilePurpose::open ? ui.tr("Open")
                                 : asked                       ? ui.tr("Replace it")
                                                               : ui.tr("Save");
    const bool entered = !fresh_ && ui::key_pressed(ImGuiKey_Enter);
    if (ui::button(ui, "dialog.yes", yes,
                   {.look = asked ? ui::Look::danger : ui::Look::primary, .enabled = !path_.empty()}) ||
        entered)
      answer = confirm();
    ImGui::SameLine();
    if (ui::button(ui, "dialog.no", ui.tr("Cancel"), {.look = ui::Look::quiet}) ||
        (!fresh_ && ui::key_pressed(ImGuiKey_Escape)))
      open_ = false;
    fresh_ = false;
    if (!open_) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return answer;
}

}  // namespace saddle::app
