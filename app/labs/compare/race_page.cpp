#include "labs/compare/race_page.h"

#include <algorithm>
#include <cmath>

#include "labs/compare/axis_choices.h"
#include "labs/compare/verdict_panel.h"
#include "ui/divider.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// At a scale of 1: where the table and the verdict stand side by side, and the least heights of both halves.
constexpr float wide_enough = 820, least_figure = 150, least_below = 90;
// What the verdict takes, and a row of the table: where nobody has dragged, the figure has the rest, but for
// most_below.
constexpr float verdict_height = 210, row_height = 24;
constexpr float most_below = 0.4f;  // of all

}  // namespace

void RacePage::draw(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  if (state.view && state.view->snapshot->issue)
    ui::notice(ui, "race.failure", ui::Tone::error, ui.language(*state.view->snapshot->issue));
  draw_failures(frame, state);
  RaceFigure::draw_controls(frame, state);
  state.page == "wall" ? wall_.draw(frame, state) : draw_race(frame, state);
}

void RacePage::draw_race(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  const float gap = ui.px(10), room = ImGui::GetContentRegionAvail().y - gap;
  const float least = ui.px(least_below), most = std::max(least, room - ui.px(least_figure));
  const auto dragged = frame.workspace.divider("compare.below");
  const auto rows = static_cast<float>(state.view ? state.view->contestants.size() + 2 : 0);
  const float usual = std::min(most_below * room, ui.px(std::max(verdict_height, row_height * rows)));
  const float below = std::clamp(dragged ? ui.px(static_cast<float>(*dragged)) : usual, least, most),
              height = std::max(ui.px(least_figure) / 2, room - below);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  figure_.draw(frame, state, {0, height});
  bool reset = false;
  const float end = corner.y + room + gap / 2;
  const auto place = ui::divider(ui, "compare.below", {corner.x, corner.y + height},
                                 {ImGui::GetContentRegionAvail().x, gap}, corner.y + height + gap / 2, reset,
                                 {.upright = false,
                                  .least = end - most,
                                  .most = end - least,
                                  .help = ui.tr("Drag: higher or lower. Double click: as usual.")});
  if (place) frame.workspace.dividers["compare.below"] = static_cast<double>((end - *place) / ui.scale);
  if (reset) frame.workspace.dividers.erase("compare.below");
  ImGui::SetCursorScreenPos({corner.x, corner.y + height + gap});
  draw_below(frame, state);
}

// The first of them: mostly all fail for the same reason, such as missing data.
void RacePage::draw_failures(Frame& frame, const CompareState& state) {
  if (!state.view) return;
  const auto& contestants = state.view->contestants;
  const auto failed = std::ranges::find_if(contestants, [](const ContestantView& c) { return c.why.has_value(); });
  if (failed == contestants.end()) return;
  const std::string who = contestant_name(frame.ui, *state.view->study, failed - contestants.begin());
  ui::notice(frame.ui, "race.failed", ui::Tone::error, who + ": " + frame.ui.language(*failed->why));
}

// The table, and beside it or below what the seeds say.
void RacePage::draw_below(Frame& frame, CompareState& state) {
  const ui::Ui& ui = frame.ui;
  ImGui::BeginChild("###compare.below", {0, 0});
  if (!state.view) {
    ui::caption(frame.ui,
                ui.tr("A table of the contestants, and whether their difference is real, stand here once they race."));
  } else if (const float width = ImGui::GetContentRegionAvail().x; width >= ui.px(wide_enough)) {
    const float gap = ui.px(20), right = std::floor(width * 0.42f);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::BeginChild("###compare.table", {width - right - gap, 0});
    table_.draw(frame, state);
    ImGui::EndChild();
    ImGui::SetCursorScreenPos({corner.x + width - right, corner.y});
    ImGui::BeginChild("###compare.verdict", {right, 0});
    draw_verdict_panel(frame, state);
    ImGui::EndChild();
  } else {
    table_.draw(frame, state);
    ImGui::Dummy({0, ui.px(4)});
    draw_verdict_panel(frame, state);
  }
  ImGui::EndChild();
}

}  // namespace saddle::app
