#include <algorithm>

#include <fmt/format.h>

#include "panels/builder/panel.h"
#include "panels/network/fault_notice.h"
#include "ui/widgets.h"

// What is wrong with the network, beside the layer that it is about.
namespace saddle::app {

// Where a box of that size covers the least of the graph: beside, below or above the layer that the fault is about, or
// in a corner.
ImVec2 BuilderPanel::free_place(const Fault& fault, ImVec2 corner, ImVec2 size, ImVec2 box, float gap) const {
  const Camera& camera = view_.camera();
  const auto area_of = [&](const layout::Box& node) {
    return plot::Rect{camera.screen({node.x, node.y}, corner), camera.screen({node.right(), node.bottom()}, corner)};
  };
  const ImVec2 end{corner.x + size.x - box.x - gap, corner.y + size.y - box.y - gap};
  std::vector<ImVec2> places;
  for (const NodeIndex node : graph_.item_of.indices()) {
    if (!concerns(fault.issue, node)) continue;
    const plot::Rect area = area_of(graph_.picture.boxes[static_cast<size_t>(graph_.item_of[node])]);
    places = {{area.max.x + gap, area.min.y},
              {area.min.x, area.max.y + gap},
              {area.min.x - gap - box.x, area.min.y},
              {area.min.x, area.min.y - gap - box.y}};
    break;
  }
  for (const float x : {corner.x + gap, end.x}) {
    for (const float y : {corner.y + gap, end.y}) places.push_back({x, y});
  }
  ImVec2 best = places.front();
  float least = FLT_MAX;
  for (ImVec2 place : places) {
    place.x = std::clamp(place.x, corner.x + gap, std::max(corner.x + gap, end.x));
    place.y = std::clamp(place.y, corner.y + gap, std::max(corner.y + gap, end.y));
    float covered = 0;
    for (const layout::Box& node : graph_.picture.boxes) {
      const plot::Rect area = area_of(node);
      covered += std::max(0.0f, std::min(place.x + box.x, area.max.x) - std::max(place.x, area.min.x)) *
                 std::max(0.0f, std::min(place.y + box.y, area.max.y) - std::max(place.y, area.min.y));
    }
    if (covered >= least) continue;
    least = covered;
    best = place;
  }
  return best;
}

// Of the chosen layer, otherwise the first.
void BuilderPanel::draw_fault(Frame& frame, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  const auto& now = frame.training.now;
  const Fault* shown = analysis.faults.empty() ? nullptr : &analysis.faults.front();
  for (const Fault& fault : analysis.faults) {
    if (selection_.primary && concerns(fault.issue, *selection_.primary)) {
      shown = &fault;
      break;
    }
  }
  // What only a run can find out: a layer that passes no gradient on.
  std::optional<Fault> of_run;
  if (!shown && !frame.outdated && now.status == Status::failed && now.issue && now.issue->where.starts_with("network"))
    of_run = Fault{*now.issue, frame.analyses.mends_of(frame.draft.experiment, *now.issue)};
  if (!shown && of_run) shown = &*of_run;
  if (!shown && paste_issue_) of_run = Fault{*paste_issue_, {}}, shown = &*of_run;
  if (!shown) return;
  const float width = std::min(ui.px(290), size.x - ui.px(16)), height = std::min(fault_height_, size.y - ui.px(16));
  ImGui::SetCursorScreenPos(free_place(*shown, corner, size, {width, height}, ui.px(10)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32_BLACK_TRANS);
  ImGui::BeginChild("###fault", {width, height}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  if (fault_notice(frame, "builder.fault", *shown)) paste_issue_.reset();
  if (analysis.faults.size() > 1)
    ui::caption(ui, fmt::format(fmt::runtime(ui.tr("{} faults in all")),
                                frame.analyses.of(frame.draft.experiment).faults.size()));
  fault_height_ = ImGui::GetCursorPosY();
  ImGui::EndChild();
}

}  // namespace saddle::app
