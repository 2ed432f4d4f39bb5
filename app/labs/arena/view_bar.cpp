#include "labs/arena/view_bar.h"

#include <fmt/format.h>

#include "plot/text.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

using Form = ui::Toolbar::Form;

void add_tabs(Frame& frame, ArenaState& state, ui::Toolbar& bar, bool both) {
  const auto tab = [&](const char* view, std::string_view label, std::string_view help) {
    bar.add({.name = std::string("view.") + view,
             .width = ui::button_width(label),
             .rank = 60,
             .draw =
                 [&frame, &state, view, label, help, both](Form) {
                   const bool open = state.view == view;
                   const bool pressed = ui::button(
                       frame.ui, std::string("view.") + view, label,
                       {.look = open ? ui::Look::plain : ui::Look::quiet, .enabled = both || open, .tooltip = help});
                   if (pressed) state.view = view;
                   return pressed;
                 },
             .label = {},
             .gap = frame.ui.px(2)});
  };
  const ui::Ui& ui = frame.ui;
  tab("map", ui.tr("Map"), ui.tr("From above, with level lines."));
  tab("surface", ui.tr("3-D"), ui.tr("The surface, with the racers on it."));
  tab("wins", ui.tr("Win map"), ui.tr("Each point is a start, in the color of the racer that gets lowest from there."));
}

void add_choices(Frame& frame, ArenaState& state, ui::Toolbar& bar) {
  const ui::Ui& ui = frame.ui;
  const float gap = ui.px(5);
  const auto check = [&](const char* name, std::string_view words, int rank, bool& value) {
    const float width = plot::text_size(words, {.font = ui.fonts.caption}).x;
    bar.add({.name = name,
             .width = ImGui::GetFrameHeight() + gap + width,
             .rank = rank,
             .draw =
                 [&frame, &value, name, words, gap](Form) {
                   ui::checkbox(frame.ui, name, value);
                   ImGui::SameLine(0, gap);
                   ImGui::AlignTextToFramePadding();
                   ui::caption(frame.ui, words);
                   return false;
                 },
             .label = {},
             .gap = ui.px(12)});
  };
  check("map.arrows", ui.tr("downhill"), 30, state.arrows);
  check("map.momentum", ui.tr("momentum"), 20, state.momentum);
  const std::string all(ui.tr("all levels"));
  const float field = std::max(ui.px(84), ui::button_width(all));
  bar.add({.name = "map.highest",
           .width = field,
           .rank = 10,
           .draw =
               [&frame, &state, all, field](Form) {
                 ui::Ui& words = frame.ui;
                 ui::number(words, "map.highest", state.setup.highest,
                            {.min = 0, .max = 1e9, .logarithmic = true, .zero = all, .width = field});
                 ui::tooltip(words, words.tr("Levels up to"),
                             words.tr("Draws level lines up to this value only, as the book's figure does up to 7. 0: "
                                      "all of them."));
                 return false;
               },
           .label = std::string(ui.tr("Levels up to")),
           .gap = ui.px(12)});
}

void draw_share(ui::Ui& ui, ImU32 color, const std::string& share, const std::string& name) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float middle = at.y + ImGui::GetFrameHeight() / 2;
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, middle - ui.px(5)}, {at.x + ui.px(10), middle + ui.px(5)}, color,
                                            ui.px(2));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(14));
  ImGui::AlignTextToFramePadding();
  ui::text(ui, share, ui.theme.text, ui.fonts.caption);
  ui::tooltip(ui, {}, name);
}

void add_wins(Frame& frame, const ArenaState& state, ui::Toolbar& bar) {
  const ui::Ui& ui = frame.ui;
  const WinMap* map = state.now->win_map.get();
  const std::vector<size_t> running = state.running();
  if (!map || map->wins.size() != running.size()) return;
  int64_t all = 0;
  for (const int64_t wins : map->wins) all += wins;
  std::string words;
  for (size_t i = 0; i < running.size(); ++i) {
    const std::string share =
        fmt::format("{:.0f} %", all == 0 ? 0.0 : 100.0 * static_cast<double>(map->wins[i]) / static_cast<double>(all));
    const std::string name = state.name(ui, running[i]);
    words += name + " " + share + "  ";
    bar.add({.name = "wins." + std::to_string(running[i]),
             .width = ui.px(14) + plot::text_size("100 %", {.font = ui.fonts.caption}).x,
             .rank = 30 - static_cast<int>(i),
             .draw =
                 [&frame, color = state.color(ui, running[i]), share, name](Form) {
                   draw_share(frame.ui, color, share, name);
                   return false;
                 },
             .label = name,
             .gap = ui.px(i == 0 ? 14 : 10)});
  }
  ui.marks.insert_or_assign("arena.wins", ui::Mark{0, 0, 0, 0, map->stride == 1 ? words : ""});
}

}  // namespace

void draw_view_bar(Frame& frame, ArenaState& state) {
  const bool both = state.function.surface->dimensions() == 2;
  if (!both) state.view = "map";
  ui::Toolbar bar("view.more");
  add_tabs(frame, state, bar, both);
  if (state.view == "map" && both) add_choices(frame, state, bar);
  if (state.view == "wins") add_wins(frame, state, bar);
  bar.draw(frame.ui);
}

}  // namespace saddle::app
