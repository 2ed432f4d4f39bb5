#include "shell/path_dialog.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "saddle/own_data.h"
#include "saddle/text_file.h"
#include "ui/keys.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

constexpr std::array pictures = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"};
constexpr std::array openable = {".json", ".npz", ".jsonl", ".md"};  // beside pictures and tables

std::vector<std::string> endings_of(FilePurpose purpose) {
  std::vector<std::string> all;
  switch (purpose) {
    case FilePurpose::open:
      all.assign(openable.begin(), openable.end());
      all.insert(all.end(), table_endings().begin(), table_endings().end());
      all.insert(all.end(), pictures.begin(), pictures.end());
      break;
    case FilePurpose::bring:
      all.assign(pictures.begin(), pictures.end());
      break;
    case FilePurpose::experiment:
    case FilePurpose::assignment:
      all = {".json"};
      break;
    case FilePurpose::model:
    case FilePurpose::checkpoint:
    case FilePurpose::tape:
      all = {".npz"};
      break;
    case FilePurpose::picture:
      all = {".png", ".svg"};
      break;
    case FilePurpose::curves:
      all = {".csv"};
      break;
    case FilePurpose::answer:
      all = {".answer"};
      break;
    case FilePurpose::report:
      all = {".html"};
      break;
  }
  return all;
}

// The folder that a path begins with, and the name in it; "/tmp/" is a folder without a name.
fs::path folder_of(const std::string& path) {
  const fs::path whole = fs::path(in_full(path));
  std::error_code error;
  return whole.has_parent_path() ? whole.parent_path() : fs::current_path(error);
}
std::string name_of(const std::string& path) { return fs::path(path).filename().string(); }

std::string_view title_of(const ui::Ui& ui, FilePurpose purpose) {
  switch (purpose) {
    case FilePurpose::open:
      return ui.tr("Open an experiment, a model or data");
    case FilePurpose::bring:
      return ui.tr("A picture for the network");
    case FilePurpose::experiment:
      return ui.tr("Save the experiment");
    case FilePurpose::model:
      return ui.tr("Save the trained model");
    case FilePurpose::checkpoint:
      return ui.tr("Save a checkpoint, to go on from");
    case FilePurpose::tape:
      return ui.tr("Save the run as a tape");
    case FilePurpose::picture:
      return ui.tr("Save a picture");
    case FilePurpose::answer:
      return ui.tr("Save the answer");
    case FilePurpose::assignment:
      return ui.tr("Save the assignment");
    case FilePurpose::report:
      return ui.tr("Save a report of the run, as a page");
    case FilePurpose::curves:
      break;
  }
  return ui.tr("Save the curves as a table");
}

}  // namespace

void PathDialog::ask(FilePurpose purpose, std::string suggestion, std::vector<ui::Option> subjects) {
  open_ = fresh_ = true;
  purpose_ = purpose;
  path_ = std::move(suggestion);
  doubt_ = Doubt::none;
  confirmed_ = false;
  answer_.reset();
  subjects_ = std::move(subjects);
  if (!subjects_.empty()) subject_ = subjects_.front().value;
  browser_.look_at(folder_of(path_), endings_of(purpose_));
  browser_.look_again();
}

// The name stays where something is saved.
void PathDialog::go_to(const fs::path& folder) {
  path_ = (folder / (opens() ? std::string() : name_of(path_))).string();
  doubt_ = Doubt::none;
  confirmed_ = false;
  ImGui::ClearActiveID();  // the field takes the path
}

// Answers what was confirmed, once the folder has been looked into.
void PathDialog::settle() {
  const FolderListing* listing = browser_.listing();
  if (!confirmed_ || !listing) return;
  confirmed_ = false;
  const std::string path = in_full(path_), name = name_of(path_);
  if (!opens()) {
    const FolderListing::Entry* there = listing->find(name);
    if (name.empty() || (there && there->folder)) return go_to(name.empty() ? folder_of(path_) : fs::path(path));
    const Doubt doubt = !listing->there ? Doubt::make_folder : there || listing->more ? Doubt::replace : Doubt::none;
    if (doubt != Doubt::none && doubt_ != doubt) {
      doubt_ = doubt;
      return;
    }
  }
  open_ = false;
  answer_ = Answer{purpose_, path, subject_, factor_ == "2" ? 2.0 : 1.0, looks_ == "paper" && !subject_.empty()};
}

void PathDialog::draw_picture_options(ui::Ui& ui) {
  const std::array factors = {ui::Option{"1", std::string(ui.tr("as on the screen"))},
                              ui::Option{"2", std::string(ui.tr("twice as sharp"))}};
  const std::array looks = {ui::Option{"paper", std::string(ui.tr("on white, without buttons"))},
                            ui::Option{"screen", std::string(ui.tr("as it looks here"))}};
  const std::array formats = {ui::Option{".png", std::string(ui.tr("PNG, pixels"))},
                              ui::Option{".svg", std::string(ui.tr("SVG, lines and text"))}};
  const float width = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  ui::combo(ui, "dialog.subject", subject_, subjects_, width);
  ImGui::SameLine();
  std::string format = fs::path(path_).extension() == ".svg" ? ".svg" : ".png";
  if (ui::combo(ui, "dialog.format", format, formats, width))
    path_ = fs::path(path_).replace_extension(format).string();
  if (format == ".svg") return;
  if (!subject_.empty()) {
    ui::combo(ui, "dialog.looks", looks_, looks, width);
    ImGui::SameLine();
  }
  ui::combo(ui, "dialog.factor", factor_, factors, width);
}

void PathDialog::browse(ui::Ui& ui, float height) {
  browser_.look_at(folder_of(path_), endings_of(purpose_));
  using Kind = FileBrowser::Event::Kind;
  const FileBrowser::Event event = browser_.draw(ui, height, name_of(path_));
  if (event.kind == Kind::none) return;
  if (event.kind == Kind::entered) return go_to(event.path);
  path_ = event.path.string();
  doubt_ = Doubt::none;
  confirmed_ = event.kind == Kind::chosen;
  ImGui::ClearActiveID();
}

// Those that can be opened.
void PathDialog::draw_recent(ui::Ui& ui, const std::vector<std::string>& recent) {
  const std::vector<std::string> endings = endings_of(purpose_);
  bool heading = false;
  for (size_t i = 0; i < recent.size(); ++i) {
    if (std::ranges::find(endings, fs::path(recent[i]).extension().string()) == endings.end()) continue;
    if (!heading) ui::caption(ui, ui.tr("Opened or saved lately"));
    heading = true;
    const std::string mark = "dialog.recent" + std::to_string(i);
    if (ImGui::Selectable(ui::labeled(recent[i], mark).c_str(), false, ImGuiSelectableFlags_DontClosePopups)) {
      path_ = recent[i];
      confirmed_ = true;
    }
    ui.mark(mark, recent[i]);
  }
}

void PathDialog::draw_doubt(ui::Ui& ui) {
  if (doubt_ == Doubt::replace)
    ui::notice(ui, "dialog.exists", ui::Tone::warning, ui.tr("A file of this name is there already. Replace it?"));
  if (doubt_ == Doubt::make_folder)
    ui::notice(
        ui, "dialog.missing", ui::Tone::warning,
        fmt::format(fmt::runtime(ui.tr("There is no folder {}. Make it?")), readable_name(folder_of(path_).string())));
}

std::string in_full(const std::string& path) {
  const char* home = std::getenv("HOME");
  if (!home || !path.starts_with("~/")) return path;
  return home + path.substr(1);
}

std::optional<PathDialog::Answer> PathDialog::draw(ui::Ui& ui, const std::vector<std::string>& recent) {
  if (!open_) return std::nullopt;
  constexpr const char* name = "###dialog";
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({screen.x / 2, screen.y * 0.3f}, ImGuiCond_Always, {0.5f, 0.3f});
  ImGui::SetNextWindowSize({std::min(ui.px(680), screen.x - ui.px(40)), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
  if (ImGui::BeginPopupModal(name, nullptr,
                             ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                                 ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    ui::text(ui, title_of(ui, purpose_), ui.theme.text, ui.fonts.strong);
    if (!subjects_.empty()) draw_picture_options(ui);
    if (fresh_) ImGui::SetKeyboardFocusHere();
    if (ui::text_field(ui, "dialog.path", path_)) doubt_ = Doubt::none;
    draw_doubt(ui);
    browse(ui, std::clamp(screen.y * 0.36f, ui.px(120), ui.px(300)));
    if (opens()) draw_recent(ui, recent);
    const bool folder = opens() && name_of(path_).empty();
    const std::string_view yes = folder && purpose_ == FilePurpose::open ? ui.tr("Open this folder")
                                 : opens()                               ? ui.tr("Open")
                                 : doubt_ == Doubt::replace              ? ui.tr("Replace it")
                                 : doubt_ == Doubt::make_folder          ? ui.tr("Make it and save")
                                                                         : ui.tr("Save");
    const bool entered = !fresh_ && ui::key_pressed(ImGuiKey_Enter);
    const FolderListing* listing = browser_.listing();
    const FolderListing::Entry* chosen = listing && !name_of(path_).empty() ? listing->find(name_of(path_)) : nullptr;
    if (ui::button(ui, "dialog.yes", yes,
                   {.look = doubt_ != Doubt::none ? ui::Look::danger : ui::Look::primary,
                    .enabled = !path_.empty() && !(folder && purpose_ == FilePurpose::bring)})) {
      confirmed_ = true;
    } else if (entered && chosen && chosen->folder) {
      go_to(fs::path(in_full(path_)));
      fresh_ = true;
    } else if (entered && !path_.empty() && !folder) {
      confirmed_ = true;
    } else {
      fresh_ = false;
    }
    ImGui::SameLine();
    if (ui::button(ui, "dialog.no", ui.tr("Cancel"), {.look = ui::Look::quiet}) || ui::key_pressed(ImGuiKey_Escape))
      open_ = false;
    settle();
    if (!open_) {
      ImGui::CloseCurrentPopup();
      ImGui::GetCurrentContext()->NavDisableHighlight = true;  // the keys were for the dialog
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return std::exchange(answer_, std::nullopt);
}

}  // namespace saddle::app
