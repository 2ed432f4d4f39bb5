#include "labs/network/preset_menu.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include <fmt/format.h>

#include "panels/runs/run_words.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Of ASCII letters; others are compared as they stand.
std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& c : low) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return low;
}

// Everything that is said of a preset, in both languages.
std::string words_of(const Preset& preset, const ui::Language& language) {
  const Experiment& e = preset.experiment;
  std::string words = preset.name + " " + e.data.type + " " + e.optimizer.type;
  for (const std::string* text : {&e.name, &e.chapter, &e.about}) {
    words += " " + *text + " ";
    words += language(*text);
  }
  std::string last;
  for (const Node& node : e.network) {
    if (node.type == last) continue;
    last = node.type;
    const Entry* entry = catalog::find(catalog::layers(), node.type);
    words += " " + node.type;
    if (entry) words += " " + std::string(language(entry->title));
  }
  return lowered(words);
}

std::vector<std::string> words_in(const std::string& search) {
  std::vector<std::string> words;
  std::istringstream stream(lowered(search));
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool has_all(const std::string& text, const std::vector<std::string>& words) {
  return std::ranges::all_of(words, [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace

std::vector<const Preset*> found_presets(const std::vector<Preset>& presets, const ui::Language& language,
                                         const std::string& search) {
  const std::vector<std::string> wanted = words_in(search);
  std::vector<const Preset*> found;
  for (const Preset& preset : presets) {
    if (wanted.empty() || has_all(words_of(preset, language), wanted)) found.push_back(&preset);
  }
  return found;
}

int best_preset(const std::vector<const Preset*>& found, const ui::Language& language, const std::string& search) {
  const std::vector<std::string> wanted = words_in(search);
  const auto best = std::ranges::find_if(found, [&](const Preset* preset) {
    const std::string& title = preset->experiment.name;
    return has_all(lowered(preset->name + " " + title + " " + std::string(language(title))), wanted);
  });
  return best == found.end() ? 0 : static_cast<int>(best - found.begin());
}

bool PresetMenu::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const std::string shown = name_of(ui, frame.draft.experiment, frame.presets);
  ImGui::SetNextItemWidth(-1);
  ImGui::SetNextWindowSizeConstraints({ui.px(380), 0}, {ui.px(520), ImGui::GetIO().DisplaySize.y * 0.86f});
  const std::string fitted = plot::shortened(
      shown, ImGui::GetContentRegionAvail().x - ImGui::GetFrameHeight() - ImGui::GetStyle().FramePadding.x);
  const ui::Locked locked(ui, "preset");
  const bool open = ImGui::BeginCombo("###preset", fitted.c_str(), ImGuiComboFlags_HeightLargest);
  ui.mark("preset", shown, !locked);
  if (!open && fitted != shown) ui::tooltip(ui, {}, shown);
  if (!open) return false;
  const bool taken = draw_list(frame);
  if (taken || ui::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  ImGui::EndCombo();
  return taken;
}

bool PresetMenu::draw_list(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (ImGui::IsWindowAppearing()) {
    search_.clear();
    chosen_ = -1;
    scroll_ = true;
    ImGui::SetKeyboardFocusHere();
  }
  const std::string before = search_;
  ui::text_field(ui, "preset.search", search_);
  if (search_.empty()) {
    const ImVec2 corner = ImGui::GetItemRectMin();
    plot::draw_text(*ImGui::GetWindowDrawList(), {corner.x + ui.px(10), corner.y + ui.px(6)}, ui.theme.muted,
                    ui.tr("Search: a title, a layer, a data set …"));
  }
  const std::vector<const Preset*> found = found_presets(frame.presets, ui.language, search_);
  const int count = static_cast<int>(found.size());
  if (search_ != before) {
    chosen_ = search_.empty() ? -1 : best_preset(found, ui.language, search_);
    scroll_ = true;
  }
  const auto move = [&](int by) {
    chosen_ = std::clamp(chosen_ + by, 0, std::max(count - 1, 0));
    scroll_ = true;
  };
  if (ui::key_pressed(ImGuiKey_DownArrow)) move(1);
  if (ui::key_pressed(ImGuiKey_UpArrow)) move(-1);
  const bool enter = ui::key_pressed(ImGuiKey_Enter) || ui::key_pressed(ImGuiKey_KeyPadEnter);
  if (found.empty()) ui::caption(ui, ui.tr("No preset says that."));
  const Preset* taken = enter && chosen_ >= 0 && chosen_ < count ? found[static_cast<size_t>(chosen_)] : nullptr;
  // The search stays above while the list scrolls.
  const float row = ImGui::GetTextLineHeightWithSpacing();
  int chapters = 0;
  for (int i = 0; i < count; ++i)
    chapters += i == 0 || found[static_cast<size_t>(i)]->experiment.chapter !=
                              found[static_cast<size_t>(i - 1)]->experiment.chapter;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(8), ui.px(6)});
  ImGui::BeginChild(
      "###list",
      {0, std::min(row * static_cast<float>(count + 2 * chapters) + ui.px(20), ImGui::GetIO().DisplaySize.y * 0.72f)},
      false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  std::string chapter;
  for (int i = 0; i < count; ++i) {
    const Preset& preset = *found[static_cast<size_t>(i)];
    const Experiment& e = preset.experiment;
    if (e.chapter != chapter) {
      ImGui::Dummy({0, chapter.empty() ? 0 : ui.px(4)});
      chapter = e.chapter;
      ui::text(ui, ui.tr(chapter), ui.theme.accent, ui.fonts.strong);
    }
    const std::string name = "preset/" + preset.name;
    const bool current = preset.name == frame.draft.preset;
    ImGui::Indent(ui.px(10));
    if (ImGui::Selectable(ui::labeled(ui.tr(e.name), name).c_str(), chosen_ >= 0 ? i == chosen_ : current))
      taken = &preset;
    ImGui::Unindent(ui.px(10));
    ui.mark(name, std::string(ui.tr(e.name)));
    if (scroll_ && (chosen_ >= 0 ? i == chosen_ : current)) ImGui::SetScrollHereY();
    const Entry* data = catalog::find(catalog::datasets(), e.data.type);
    const std::string set(ui.tr(data ? data->title : e.data.type));
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    const float wide = plot::text_size(set, {.font = ui.fonts.caption}).x,
                title = ImGui::CalcTextSize(ui.tr(e.name).data()).x;
    if (from.x + title + wide + ui.px(24) < to.x) {
      plot::draw_text(*ImGui::GetWindowDrawList(),
                      {to.x - wide - ui.px(6), (from.y + to.y - plot::font_size(ui.fonts.caption)) / 2}, ui.theme.muted,
                      set, {.font = ui.fonts.caption});
    }
    ui::tooltip(ui, ui.tr(e.name), ui.tr(e.about));
  }
  ImGui::EndChild();
  scroll_ = false;
  if (!taken) return false;
  // It opens at once, whatever was trained before: that run is kept. Only what stands there already goes on.
  const bool stands =
      taken->name == frame.draft.preset && taken->experiment == frame.draft.experiment && !frame.outdated;
  if (stands) return true;
  frame.draft = {taken->name, taken->experiment};
  frame.training.send(command::Start{.experiment = taken->experiment, .data_directory = frame.data_directory});
  return true;
}

}  // namespace saddle::app
