#include <algorithm>
#include <cmath>

#include "model/runs/run_shelf.h"
#include "model/runs/verdict.h"
#include "panels/curves/panel.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Below this height a pane shows the curves without the controls.
constexpr float low_pane = 215;
// Below this one a sentence that has to be read takes the place of the figures, if it or the legend needs more lines.
constexpr float short_pane = 325, narrow_pane = 450;
// From this height on the figures stand one above the other; below it beside each other, if it is so wide.
constexpr float high_pane = 480, wide_pane = 400;
constexpr float least_figure = 110, least_beside = 72;
// Below these, legends of several runs would hide their curves.
constexpr float keyed_width = 560, keyed_height = 400;

}  // namespace

void CurvesPanel::draw(Frame& frame) {
  const RunSnapshot& now = frame.training.now;
  if (known_ != now.experiment) {
    const bool same = known_ && now.experiment && *known_ == *now.experiment;
    known_ = now.experiment;
    if (!same) {
      flops_per_step_ = known_ ? flops_per_step(*known_, frame.data_directory) : 0;
      published_ = known_ && as_published(*known_, frame.presets);
    }
  }
  // The mouse is near the cursor, or the worker has nothing else to do.
  if (now.status != Status::running || ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows))
    prepare_to_look_back(frame);
  find_shown(frame);
  const ImVec2 pane = ImGui::GetContentRegionAvail();
  keyed_ = compared_ && (pane.x < frame.ui.px(keyed_width) || pane.y < frame.ui.px(keyed_height));
  // A low pane keeps its room for the curves: the controls are back as soon as it grows.
  const bool low = pane.y < frame.ui.px(low_pane);
  const bool full = low || (pane.y < frame.ui.px(short_pane) && (keyed_ || pane.x < frame.ui.px(narrow_pane)));
  const Event* const event = low || now.issue || now.alarm || now.refusal ? nullptr : latest_event(frame);
  const bool crowded = full && (now.issue || now.alarm || now.refusal || event);
  if (!crowded) draw_figures(frame);
  if (now.issue || now.alarm) {
    const bool grown = now.issue || now.alarm->kind == LossAlarm::Kind::grown;
    // The doctor knows which layer, and the way back. Without room for a button, the one on the bar leads there.
    const bool doctor = !low && (now.diagnosis || now.alarm);
    if (ui::notice(frame.ui, "run.issue", grown ? ui::Tone::error : ui::Tone::warning,
                   frame.ui.language(now.issue ? *now.issue : now.alarm->issue),
                   doctor ? frame.ui.tr("See Gradients") : std::string_view()))
      frame.focus.asked_panel = "gradients";
  } else if (now.refusal) {
    ui::notice(frame.ui, "run.refusal", ui::Tone::warning, frame.ui.language(*now.refusal));
  } else if (event) {
    draw_event(frame, *event);
  }
  if (!low) draw_time(frame);
  if (!low) draw_controls(frame, compared_);
  if (published_ && !crowded) draw_verdict(frame);
  if (keyed_) draw_key(frame);
  // What has no classes has no right answers, and neither have the runs beside it.
  const bool others_answer =
      std::ranges::any_of(shown_, [](const Shown& shown) { return !shown.run->curves.test_accuracy.empty(); });
  if (regression(now) && !others_answer) return draw_loss(frame, {0, ImGui::GetContentRegionAvail().y});
  const ImVec2 left = ImGui::GetContentRegionAvail();
  const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
  // Two low figures say less than two narrow ones. It depends on the pane alone: what is said above the figures may
  // change while it trains, and they stay where they are; so they do where a bar to scroll with takes of their width.
  const float whole = ImGui::GetWindowWidth() - 2 * ImGui::GetStyle().WindowPadding.x;
  beside_ = pane.y < frame.ui.px(high_pane) && whole > frame.ui.px(wide_pane);
  // What is lower than this cannot be read; one scrolls to it instead.
  if (beside_) {
    const ImVec2 half{std::floor((left.x - gap.x) / 2), std::max(left.y, low ? 0 : frame.ui.px(least_beside))};
    draw_loss(frame, half);
    ImGui::SameLine();
    draw_accuracy(frame, half);
  } else {
    const float room = std::max(left.y - gap.y, 2 * frame.ui.px(least_figure));
    draw_loss(frame, {0, std::floor(room * 0.54f)});
    draw_accuracy(frame, {0, std::floor(room * 0.46f)});
  }
}

}  // namespace saddle::app

namespace saddle::panels {

PanelType curves() {
  return {"curves", "Learning curves", "Loss and accuracy, step by step.", 0,
          [] { return std::make_unique<app::CurvesPanel>(); }};
}

}  // namespace saddle::panels
