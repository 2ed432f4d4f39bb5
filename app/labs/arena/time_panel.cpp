#include "labs/arena/time_panel.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/arena/typeset.h"
#include "plot/text.h"
#include "ui/keys.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

double end_of(const ArenaState& state) { return state.setup.race.steps; }

void toggle(ArenaState& state) {
  if (!state.playing && state.position >= end_of(state)) state.position = 0;
  state.playing = !state.playing;
}

void go(ArenaState& state, double steps) {
  state.playing = false;
  state.position = std::clamp(static_cast<double>(state.step()) + steps, 0.0, end_of(state));
}

}  // namespace

void TimePanel::advance(ArenaState& state, float seconds) {
  state.position = std::min(state.position, end_of(state));
  if (!state.playing) return;
  // A frame that took long is no leap.
  state.position += state.speed * static_cast<double>(std::min(seconds, 0.1f));
  if (state.position < end_of(state)) return;
  state.position = end_of(state);
  state.playing = false;
}

void TimePanel::keys(ArenaState& state) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl) return;
  if (ui::key_pressed(ImGuiKey_Space) && !io.NavVisible) toggle(state);
  if (ui::key_pressed('.')) go(state, 1);
  if (ui::key_pressed(',')) go(state, -1);
  if (ui::key_pressed(ImGuiKey_Home)) go(state, -end_of(state));
  if (ui::key_pressed(ImGuiKey_End)) go(state, end_of(state));
}

std::vector<LabKey> TimePanel::key_list() {
  return {{"arena.play", "Space", "Play, or pause"}, {"arena.forward", ".", "One step"},
          {"arena.back", ",", "One step back"},      {"arena.rewind", "Home", "Back to the start"},
          {"arena.end", "End", "To the end"},        {"arena.side_panel", "Ctrl+B", "Show or hide the side panel"}};
}

void TimePanel::add_controls(Frame& frame, ArenaState& state, ui::Toolbar& bar) {
  using Form = ui::Toolbar::Form;
  const ui::Ui& ui = frame.ui;
  const auto button = [&](const char* name, const char* sign, std::string_view what, std::string_view help, int rank,
                          double steps) {
    bar.add({.name = name,
             .width = ui::button_width(sign),
             .rank = rank,
             .draw =
                 [&frame, &state, name, sign, help, steps](Form) {
                   if (ui::button(frame.ui, name, sign, {.tooltip = help})) go(state, steps);
                   return false;
                 },
             .label = std::string(what),
             .gap = ui.px(4)});
  };
  bar.add({.name = "arena.play",
           .width = ui.px(112),
           .rank = 100,
           .draw =
               [&frame, &state](Form) {
                 const ui::Ui& words = frame.ui;
                 if (ui::button(frame.ui, "arena.play", state.playing ? words.tr("Pause") : words.tr("Play"),
                                {.look = ui::Look::primary, .size = {words.px(112), 0}, .tooltip = words.tr("Space")}))
                   toggle(state);
                 return false;
               },
           .label = {},
           .gap = ui.px(8)});
  button("arena.rewind", "|◀", ui.tr("Back to the start"), ui.tr("Back to the start (Home)"), 60, -end_of(state));
  button("arena.back", "◀", ui.tr("One step back"), ui.tr("One step back (comma)"), 58, -1);
  button("arena.forward", "▶", ui.tr("One step"), ui.tr("One step (period)"), 62, 1);
  const std::string unit(ui.tr("steps / s"));
  const float field = ui.px(62), unit_width = plot::text_size(unit, {.font = ui.fonts.caption}).x, gap = ui.px(6);
  bar.add({.name = "arena.speed",
           .width = field + gap + unit_width,
           .rank = 40,
           .draw =
               [&frame, &state, field, gap, unit](Form) {
                 ui::Ui& words = frame.ui;
                 ui::number(words, "arena.speed", state.speed,
                            {.min = 0.5, .max = 1000, .logarithmic = true, .width = field});
                 ui::tooltip(words, words.tr("Speed"), words.tr("Steps a second."));
                 ImGui::SameLine(0, gap);
                 ImGui::AlignTextToFramePadding();
                 ui::text(words, unit, words.theme.muted, words.fonts.caption);
                 return false;
               },
           .label = std::string(ui.tr("Speed")),
           .gap = ui.px(14)});
  const auto words_at = [&frame, &state](int64_t step) {
    return fmt::format(fmt::runtime(frame.ui.tr("step {} of {}")), step, state.setup.race.steps);
  };
  bar.add({.name = "status",
           .width = ImGui::CalcTextSize(words_at(state.setup.race.steps).c_str()).x,
           .rank = 70,
           .draw =
               [&frame, &state, words_at](Form) {
                 ImGui::AlignTextToFramePadding();
                 ui::text(frame.ui, words_at(state.step()), frame.ui.theme.muted, frame.ui.fonts.body);
                 frame.ui.mark("status", std::to_string(state.step()));
                 return false;
               },
           .label = {},
           .gap = ui.px(14)});
}

void TimePanel::draw(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::SetNextItemWidth(-1);
  auto place = static_cast<float>(state.position);
  if (ImGui::SliderFloat("###scrub", &place, 0, static_cast<float>(end_of(state)), "")) {
    state.playing = false;
    state.position = std::round(static_cast<double>(place));
  }
  ui.mark("arena.scrub", std::to_string(state.step()));

  const Trajectory* path = state.path(state.selected);
  if (!path) return;
  const int64_t k = std::min(state.step(), path->steps());
  const Racer& racer = state.setup.race.racers[state.selected];
  const bool both = state.function.surface->dimensions() == 2;
  if (!both) along_ = Along::x;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddRectFilled({corner.x, corner.y + ui.px(4)},
                                            {corner.x + ui.px(10), corner.y + ui.px(14)},
                                            state.color(ui, state.selected), ui.px(2));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(16));
  const auto i = static_cast<size_t>(std::max<int64_t>(1, k)) - 1;
  const double g = (along_ == Along::x ? path->gx : path->gy)[i];
  // At the start nothing was done yet.
  const std::string_view pattern = k == 0 ? ui.tr("{}: what step {} will do along {}") : ui.tr("{}, step {} along {}");
  const std::string title = fmt::format(fmt::runtime(pattern), state.name(ui, state.selected), std::max<int64_t>(1, k),
                                        along_ == Along::x ? "x" : "y");
  ui::text(ui, title, ui.theme.text, ui.fonts.strong);
  ui.mark("arena.explained", title);
  if (both) {
    for (const Along axis : {Along::x, Along::y}) {
      ImGui::SameLine(0, ui.px(axis == Along::x ? 14 : 2));
      ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(1)});
      if (ui::button(ui, axis == Along::x ? "along.x" : "along.y", axis == Along::x ? "x" : "y",
                     {.look = axis == along_ ? ui::Look::plain : ui::Look::quiet}))
        along_ = axis;
      ImGui::PopStyleVar();
    }
  }
  if (path->steps() == 0) return;
  if (!std::isfinite(path->f[i])) {
    ui::caption(ui, i == 0 ? ui.tr("f is undefined at the start: there is no slope to follow.")
                           : ui.tr("f is undefined here: there is no slope to follow."));
    return;
  }
  const auto line = [&](const std::string& words, int number) {
    ImGui::PushTextWrapPos(0);
    ui::text(ui, words, ui.theme.muted, ui.fonts.caption);
    ImGui::PopTextWrapPos();
    ui.mark("arena.line" + std::to_string(number), words);
  };
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(10), ui.px(3)});
  line(typeset(fmt::format("g = {} = {:.5g}", along_ == Along::x ? "df/dx" : "df/dy", g)), 0);
  int number = 1;
  for (const ExplainedLine& explained : explain(racer, *path, static_cast<int64_t>(i) + 1, along_)) {
    const bool defines = explained.symbol == "eta_t";
    line(typeset(fmt::format("{} {} {} = {} = {:.5g}", explained.symbol, defines ? "=" : "<-", explained.formula,
                             explained.numbers, explained.value)),
         number++);
  }
  ImGui::PopStyleVar();
}

}  // namespace saddle::app
