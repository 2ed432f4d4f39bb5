#include "panels/surgery/unit_grid.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/colormap.h"
#include "plot/picture.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Points of accuracy that are lost without a unit.
double lost(const KnockOut& map, int64_t unit) {
  return 100 * (map.accuracy - map.accuracies[static_cast<size_t>(unit)]);
}

void describe(Frame& frame, const UnitGrid& grid, int64_t unit) {
  ui::Ui& ui = frame.ui;
  const auto held = grid.pinned.find(static_cast<int>(unit));
  std::string words(ui.tr("A click holds it."));
  if (held != grid.pinned.end()) {
    words = held->second == 0
                ? std::string(ui.tr("It is silent. A click lets it go."))
                : fmt::format(fmt::runtime(ui.tr("It is held at {:g}. A click lets it go.")), held->second);
  }
  if (grid.map) {
    words = fmt::format(fmt::runtime(ui.tr("Without it {:.1f} % are right, {:+.1f} points.")),
                        100 * grid.map->accuracies[static_cast<size_t>(unit)], -lost(*grid.map, unit)) +
            "\n" + words;
  }
  ui::tooltip(ui, fmt::format(fmt::runtime(ui.tr("Unit {}")), unit), words);
}

void draw_tile(Frame& frame, const UnitGrid& grid, int64_t unit, ImVec2 corner, float side, double largest) {
  ui::Ui& ui = frame.ui;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + side, corner.y + side};
  const plot::Colormap map = ui.theme.dark ? plot::Colormap::diverging_dark : plot::Colormap::diverging;
  const ImU32 ground =
      grid.map ? plot::sample(map, 0.5 + 0.5 * std::clamp(lost(*grid.map, unit) / largest, -1.0, 1.0)) : ui.theme.field;
  const bool hovered = ImGui::IsItemHovered();
  list.AddRectFilled(corner, end, ground, ui.px(3));
  list.AddRect(corner, end, hovered ? ui.theme.text : ui.theme.border, ui.px(3));
  const auto held = grid.pinned.find(static_cast<int>(unit));
  const bool is_held = held != grid.pinned.end(), silent = is_held && held->second == 0;
  const ImU32 ink = grid.map ? plot::contrasting(ground) : ui.theme.text;
  if (is_held) {
    list.AddRect({corner.x + ui.px(1), corner.y + ui.px(1)}, {end.x - ui.px(1), end.y - ui.px(1)}, ui.theme.accent,
                 ui.px(3), 0, ui.px(2));
  }
  if (silent) {
    const float in = ui.px(5);
    list.AddLine({corner.x + in, corner.y + in}, {end.x - in, end.y - in}, ink, ui.px(1.5f));
    list.AddLine({end.x - in, corner.y + in}, {corner.x + in, end.y - in}, ink, ui.px(1.5f));
    return;
  }
  const plot::Pencil style{.font = ui.fonts.caption};
  const std::string words = is_held ? fmt::format("={:.3g}", held->second) : fmt::to_string(unit);
  const ImVec2 size = plot::text_size(words, style);
  if (size.x > side - ui.px(2)) return;
  plot::draw_text(list, {corner.x + (side - size.x) / 2, corner.y + (side - size.y) / 2}, ink, words, style);
}

}  // namespace

int draw_units(Frame& frame, const UnitGrid& grid) {
  ui::Ui& ui = frame.ui;
  const ui::Locked locked(ui, grid.lock);
  double largest = 1;  // a color is of a point at least: what is less may be chance
  for (int64_t unit = 0; grid.map && unit < grid.units; ++unit)
    largest = std::max(largest, std::abs(lost(*grid.map, unit)));
  const float room = ImGui::GetContentRegionAvail().x, gap = ui.px(3);
  const float side = ui.px(grid.units <= 64 ? 38.0f : 28.0f);
  const auto columns = std::max<int64_t>(1, static_cast<int64_t>((room + gap) / (side + gap)));
  const ImVec2 begin = ImGui::GetCursorScreenPos();
  int clicked = -1;
  for (int64_t unit = 0; unit < grid.units; ++unit) {
    const ImVec2 corner{begin.x + static_cast<float>(unit % columns) * (side + gap),
                        begin.y + static_cast<float>(unit / columns) * (side + gap)};
    if (!ImGui::IsRectVisible(corner, {corner.x + side, corner.y + side})) continue;
    ImGui::SetCursorScreenPos(corner);
    if (ImGui::InvisibleButton(fmt::format("###surgery.unit{}", unit).c_str(), {side, side}))
      clicked = static_cast<int>(unit);
    draw_tile(frame, grid, unit, corner, side, largest);
    const auto held = grid.pinned.find(static_cast<int>(unit));
    std::string says = held == grid.pinned.end() ? "free" : fmt::format("held at {:g}", held->second);
    if (grid.map) says += fmt::format(", costs {:.2f}", lost(*grid.map, unit));
    ui.mark(fmt::format("surgery.unit{}", unit), std::move(says), !locked);
    describe(frame, grid, unit);
  }
  ImGui::SetCursorScreenPos(begin);
  ImGui::Dummy({room, static_cast<float>((grid.units + columns - 1) / columns) * (side + gap)});
  return clicked;
}

}  // namespace saddle::app
