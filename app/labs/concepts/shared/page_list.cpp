#include "labs/concepts/shared/page_list.h"

#include <algorithm>

#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {

std::vector<const ConceptType*> pages_in_order() {
  std::vector<const ConceptType*> pages;
  for (const ConceptType& type : concepts::all()) pages.push_back(&type);
  std::ranges::stable_sort(pages, {}, &ConceptType::order);
  return pages;
}

const ConceptType& page_named(std::string_view name, const std::string& where) {
  std::vector<Entry> entries;
  for (const ConceptType& type : concepts::all())
    entries.push_back({.name = type.name, .title = type.title, .help = type.about});
  catalog::get(entries, name, where);
  return *std::ranges::find(concepts::all(), name, &ConceptType::name);
}

std::optional<size_t> draw_page_list(ui::Ui& ui, std::string_view open) {
  std::optional<size_t> clicked;
  const std::vector<const ConceptType*> pages = pages_in_order();
  const float padding = ui.px(10), title_height = plot::font_size(ui.fonts.body),
              section_height = plot::font_size(ui.fonts.caption), height = title_height + section_height + ui.px(12);
  for (size_t i = 0; i < pages.size(); ++i) {
    const ConceptType& type = *pages[i];
    const std::string mark = "page." + std::string(type.name), title(ui.tr(type.title));
    const float width = ImGui::GetContentRegionAvail().x, room = width - 2 * padding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton(ui::labeled("", mark).c_str(), {width, height})) clicked = i;
    const bool hovered = ImGui::IsItemHovered(), is_open = type.name == open;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 to{at.x + width, at.y + height};
    if (is_open || hovered) list.AddRectFilled(at, to, is_open ? ui.theme.field : ui.theme.field_hovered, ui.px(6));
    if (is_open)
      list.AddRectFilled({at.x, at.y + ui.px(9)}, {at.x + ui.px(3), to.y - ui.px(9)}, ui.theme.accent, ui.px(2));
    const std::string fitted = plot::shortened(title, room, {.font = ui.fonts.body});
    plot::draw_text(list, {at.x + padding, at.y + ui.px(5)}, is_open ? ui.theme.text : ui.theme.muted, fitted,
                    {.font = ui.fonts.body});
    plot::draw_text(list, {at.x + padding, at.y + ui.px(7) + title_height}, ui.theme.muted, type.section,
                    {.font = ui.fonts.caption});
    ui.mark(mark, title, true, fitted != title);
    if (fitted != title) ui::tooltip(ui, {}, title);
  }
  return clicked;
}

}  // namespace saddle::app
