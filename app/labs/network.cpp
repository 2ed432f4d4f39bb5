#include <algorithm>

#include "labs/network/experiment_panel.h"
#include "labs/network/run_controls.h"
#include "labs/network/workspace_view.h"
#include "model/lab.h"

// The network lab: what is trained on the left, and beside it, in panes, how it learns.
namespace saddle::labs {
namespace {

using namespace app;

class NetworkLab final : public Lab {
 public:
  void use(plot::SurfaceRenderer& renderer) override { workspace_.use(renderer); }

  void draw(Frame& frame) override {
    const ui::Ui& ui = frame.ui;
    const float gap = ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const ImVec2 corner{start.x + gap, start.y + gap}, space{room.x - 2 * gap, room.y - 2 * gap};
    if (WorkspaceView::full(frame)) {
      workspace_.draw(frame, corner, space);
      return;
    }
    const float left = std::min(ui.px(348), room.x * 0.3f);
    ImGui::SetCursorScreenPos(corner);
    ImGui::BeginChild("###experiment", {left, space.y}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    experiment_.draw(frame);
    ImGui::EndChild();
    workspace_.draw(frame, {corner.x + left + gap, corner.y}, {space.x - left - gap, space.y});
  }

  void draw_controls(Frame& frame) override { draw_run_controls(frame); }

  bool takes(Action) const override { return true; }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::panel) {
      frame.focus.wanted_panel = pressed.number;
    } else {
      act_on_run(frame, pressed.action);
    }
  }

 private:
  ExperimentPanel experiment_;
  WorkspaceView workspace_;
};

}  // namespace

LabType network() {
  return {"network", "Network", "Build a network, train it, and watch it learn.",
          [] { return std::make_unique<NetworkLab>(); }};
}

}  // namespace saddle::labs
