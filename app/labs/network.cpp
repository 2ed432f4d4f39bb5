#include "labs/network/experiment_panel.h"
#include "labs/network/run_controls.h"
#include "labs/network/run_question.h"
#include "labs/network/workspace_view.h"
#include "labs/side/side_panel.h"
#include "model/lab.h"

// The network lab: what is trained on the left, and beside it, in panes, how it learns.
namespace saddle::labs {
namespace {

using namespace app;

class NetworkLab final : public Lab {
 public:
  void use(plot::SurfaceRenderer& renderer) override { workspace_.use(renderer); }
  void connect(const LabServices& services) override { workspace_.connect(services); }
  bool pump() override { return workspace_.pump(); }
  bool waiting() const override { return workspace_.waiting(); }

  void draw(Frame& frame) override {
    follow_time(frame, static_cast<double>(ImGui::GetIO().DeltaTime));
    const ui::Ui& ui = frame.ui;
    const float gap = ui.px(10);
    const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const ImVec2 corner{start.x + gap, start.y + gap}, space{room.x - 2 * gap, room.y - 2 * gap};
    if (WorkspaceView::full(frame)) {
      workspace_.draw(frame, corner, space);
      return;
    }
    const SidePanel::Areas areas = side_.part(frame, corner, space);
    if (areas.side) {
      ImGui::SetCursorScreenPos(areas.side->corner);
      ImGui::BeginChild("###experiment", areas.side->size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
      experiment_.draw(frame);
      ImGui::EndChild();
    }
    if (areas.rest) workspace_.draw(frame, areas.rest->corner, areas.rest->size);
  }

  void add_controls(Frame& frame, ui::Toolbar& bar) override {
    side_.add_button(frame, bar);
    run_.add(frame, bar);
  }

  bool takes(Action) const override { return true; }
  void act(Frame& frame, Pressed pressed) override {
    if (pressed.action == Action::panel) {
      frame.focus.wanted_panel = pressed.number;
    } else if (pressed.action == Action::side_panel) {
      side_.toggle(frame.workspace);
    } else {
      run_.act(frame, pressed.action);
    }
  }

  std::optional<VoteQuestion> question(const Frame& frame) override {
    return run_question(frame.ui, frame.training.now);
  }
  std::optional<std::vector<size_t>> came_true(const Frame& frame) override { return run_answer(frame.training.now); }

 private:
  SidePanel side_{"network.side", {.usual = 348, .share = 0.3f}};
  RunControls run_;
  ExperimentPanel experiment_;
  WorkspaceView workspace_;
};

}  // namespace

LabType network() {
  return {"network", "Network", "Build a network, train it, and watch it learn.",
          [] { return std::make_unique<NetworkLab>(); }};
}

}  // namespace saddle::labs
