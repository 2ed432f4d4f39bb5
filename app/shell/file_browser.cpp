#include "shell/file_browser.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "saddle/text_file.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

namespace fs = std::filesystem;

std::string ending_of(const std::string& name) {
  std::string ending = fs::path(name).extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return ending;
}

std::string size_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double size = static_cast<double>(bytes);
  for (const char* unit : {"kB", "MB", "GB"}) {
    size /= 1000;
    if (size < 1000) return fmt::format("{:.{}f} {}", size, size < 10 ? 1 : 0, unit);
  }
  return fmt::format("{:.0f} TB", size / 1000);
}

}  // namespace

FileBrowser::FileBrowser(bool threads, std::function<void()> wake)
    : threads_(threads),
      job_(std::make_unique<Job>(
          threads,
          [](const Order& order, Job::Progress& progress) {
            progress.publish(std::make_shared<const FolderListing>(list_folder(order.folder, progress.flag())));
          },
          std::move(wake))) {}

void FileBrowser::look_at(const fs::path& folder, std::vector<std::string> endings) {
  endings_ = std::move(endings);
  if (order_ > 0 && folder == folder_) return;
  folder_ = folder;
  look_again();
}

void FileBrowser::look_again() {
  order_ = job_->send({folder_});
  if (!threads_) job_->pump();
}

const FolderListing* FileBrowser::listing() const {
  const bool arrived = result_ && result_->order == order_ && result_->product && result_->product->folder == folder_;
  return arrived ? result_->product.get() : nullptr;
}

std::vector<const FolderListing::Entry*> FileBrowser::shown() const {
  std::vector<const FolderListing::Entry*> all;
  for (const FolderListing::Entry& entry : listing()->entries) {
    if (entry.name.starts_with('.') && !hidden_) continue;
    if (entry.folder || std::ranges::find(endings_, ending_of(entry.name)) != endings_.end()) all.push_back(&entry);
  }
  return all;
}

FileBrowser::Event FileBrowser::draw(ui::Ui& ui, float height, const std::string& selected) {
  result_ = job_->latest();
  Event event;
  const bool root = folder_ == folder_.root_path() || folder_.empty();
  if (ui::button(ui, "dialog.up", "↑",
                 {.enabled = !root, .tooltip = std::string(ui.tr("The folder above")) + "  (Alt+↑)"}) ||
      (!root && ImGui::GetIO().KeyAlt && ui::key_pressed(ImGuiKey_UpArrow)))
    event = {Event::Kind::entered, folder_.parent_path()};
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  const std::string_view words = ui.tr("hidden files");
  const float check = ImGui::GetFrameHeight() + ImGui::CalcTextSize(words.data(), words.data() + words.size()).x +
                      2 * ImGui::GetStyle().ItemSpacing.x;
  const float room = ImGui::GetContentRegionAvail().x - check;
  // Of a long path the end tells most.
  std::string path = readable_name(folder_.string());
  if (ImGui::CalcTextSize(path.c_str()).x > room) {
    const auto whole = [&](const std::string& text) { return (static_cast<unsigned char>(text[0]) & 0xC0) != 0x80; };
    while (path.size() > 1 && (ImGui::CalcTextSize(("…" + path).c_str()).x > room || !whole(path))) path.erase(0, 1);
    path = "…" + path;
  }
  ui::text(ui, path, ui.theme.muted, ui.fonts.body);
  ui.mark("dialog.folder", readable_name(folder_.string()));
  ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - check + ImGui::GetStyle().ItemSpacing.x);
  ui::checkbox(ui, "dialog.hidden", hidden_);
  ImGui::SameLine();
  ui::text(ui, words, ui.theme.muted, ui.fonts.body);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.window);
  ImGui::BeginChild("###files", {0, height}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  if (const Event chosen = draw_list(ui, selected); chosen.kind != Event::Kind::none) event = chosen;
  ImGui::EndChild();
  ImGui::PopStyleColor();
  return event;
}

FileBrowser::Event FileBrowser::draw_list(ui::Ui& ui, const std::string& selected) {
  const FolderListing* now = listing();
  if (!now) {
    ui::caption(ui, ui.tr("Looking …"));
    return {};
  }
  if (!now->there || now->issue) {
    ui::caption(ui, now->issue ? ui.language(*now->issue) : std::string(ui.tr("There is no such folder.")));
    ui.mark("dialog.empty");
    return {};
  }
  const auto entries = shown();
  if (entries.empty()) ui::caption(ui, ui.tr("Nothing here that fits."));
  Event event = obey_keys(entries, selected);
  for (size_t i = 0; i < entries.size(); ++i) {
    const FolderListing::Entry& entry = *entries[i];
    const std::string name = readable_name(entry.name), mark = "dialog.file/" + name;
    const bool chosen = entry.name == selected;
    ImGui::PushID(static_cast<int>(i));
    if (ImGui::Selectable("###file", chosen,
                          ImGuiSelectableFlags_DontClosePopups | ImGuiSelectableFlags_AllowDoubleClick)) {
      event.path = folder_ / entry.name;
      event.kind = entry.folder                                         ? Event::Kind::entered
                   : ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) ? Event::Kind::chosen
                                                                        : Event::Kind::selected;
    }
    ImGui::PopID();
    if (ImGui::IsItemVisible()) ui.mark(mark, entry.folder ? "folder" : "file");
    if (chosen && scroll_) ImGui::SetScrollHereY();
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({from.x + ui.px(4), from.y}, entry.folder ? ui.theme.accent : ui.theme.text,
                 (name + (entry.folder ? "/" : "")).c_str());
    if (entry.folder) continue;
    const std::string size = size_text(entry.bytes);
    list.AddText({to.x - ImGui::CalcTextSize(size.c_str()).x - ui.px(4), from.y}, ui.theme.muted, size.c_str());
  }
  scroll_ = event.kind == Event::Kind::selected;
  if (now->more) ui::caption(ui, ui.tr("There are more files than are listed: type the path."));
  return event;
}

// Up and down go through the list, also while the path is being typed.
FileBrowser::Event FileBrowser::obey_keys(const std::vector<const FolderListing::Entry*>& entries,
                                          const std::string& selected) {
  const ImGuiIO& io = ImGui::GetIO();
  if (entries.empty() || io.KeyCtrl || io.KeyAlt) return {};
  const int by = (ui::key_pressed(ImGuiKey_DownArrow) ? 1 : 0) - (ui::key_pressed(ImGuiKey_UpArrow) ? 1 : 0);
  if (by == 0) return {};
  const auto at = std::ranges::find(entries, selected, [](const FolderListing::Entry* entry) { return entry->name; });
  const auto count = static_cast<int>(entries.size());
  const int next = at == entries.end() ? (by > 0 ? 0 : count - 1)
                                       : std::clamp(static_cast<int>(at - entries.begin()) + by, 0, count - 1);
  return {Event::Kind::selected, folder_ / entries[static_cast<size_t>(next)]->name};
}

}  // namespace saddle::app
