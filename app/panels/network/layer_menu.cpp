#include "panels/network/layer_menu.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/traits.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr std::array<std::string_view, 6> common = {"dense", "conv2d", "relu", "max_pool2d", "batch_norm", "dropout"};

struct Group {
  std::string_view title;
  std::vector<const Entry*> entries;
};

bool is_common(const Entry& entry) { return std::ranges::find(common, entry.name) != common.end(); }

std::vector<Group> groups_of(const ui::Ui& ui) {
  using Family = LayerTraits::Family;
  const std::pair<Family, std::string_view> families[] = {
      {Family::dense, ui.tr("Weighted sums")},          {Family::convolution, ui.tr("Convolution")},
      {Family::activation, ui.tr("Activation")},        {Family::resizing, ui.tr("Another shape")},
      {Family::normalization, ui.tr("Normalization")},  {Family::merge, ui.tr("Several inputs")},
      {Family::auxiliary, ui.tr("For training alone")}, {Family::plain, ui.tr("Others")}};
  std::vector<Group> groups = {{ui.tr("Common"), {}}};
  for (const std::string_view name : common) {
    if (const Entry* entry = catalog::find(catalog::layers(), name)) groups.front().entries.push_back(entry);
  }
  for (const auto& [family, title] : families) {
    groups.push_back({title, {}});
    for (const Entry& entry : catalog::layers()) {
      if (!is_common(entry) && catalog::layer_traits(entry.name).family == family)
        groups.back().entries.push_back(&entry);
    }
  }
  return groups;
}

std::string lower(std::string_view text) {
  std::string all(text);
  std::ranges::transform(all, all.begin(), [](unsigned char c) { return std::tolower(c); });
  return all;
}

// By its name in files or by its title, in either language.
bool fits(const ui::Ui& ui, const Entry& entry, const std::string& search) {
  const std::string wanted = lower(search);
  return std::ranges::any_of(std::array{entry.name, entry.title, ui.tr(entry.title)},
                             [&](std::string_view text) { return lower(text).find(wanted) != std::string::npos; });
}

}  // namespace

std::string LayerMenu::draw(ui::Ui& ui, std::string_view name) {
  if (ImGui::IsWindowAppearing()) {
    search_.clear();
    ImGui::SetKeyboardFocusHere();
  }
  ImGui::Dummy({ui.px(190), 0});
  ui::text_field(ui, std::string(name) + ".search", search_);
  if (search_.empty()) {
    const ImVec2 at = ImGui::GetItemRectMin();
    const std::string_view hint = ui.tr("Search");
    ImGui::GetWindowDrawList()->AddText({at.x + ui.px(10), at.y + ImGui::GetStyle().FramePadding.y}, ui.theme.muted,
                                        hint.data(), hint.data() + hint.size());
  }
  std::string chosen, first;
  for (const Group& group : groups_of(ui)) {
    bool heading = false;
    for (const Entry* entry : group.entries) {
      if (!fits(ui, *entry, search_)) continue;
      if (!heading && search_.empty()) ui::caption(ui, group.title);
      heading = true;
      if (first.empty()) first = entry->name;
      const std::string item = std::string(name) + "/" + std::string(entry->name);
      if (ImGui::Selectable(ui::labeled(ui.tr(entry->title), item).c_str())) chosen = entry->name;
      ui.mark(item, std::string(entry->title));
      ui::tooltip(ui, ui.tr(entry->title), ui.tr(entry->help), entry->formula);
    }
  }
  if (first.empty()) ui::caption(ui, ui.tr("No layer of this name."));
  if (!search_.empty() && !first.empty() && ui::key_pressed(ImGuiKey_Enter)) {
    chosen = first;
    ImGui::CloseCurrentPopup();
  }
  return chosen;
}

}  // namespace saddle::app
