#include <algorithm>

#include "labs/network/curves_panel.h"
#include "labs/network/digit_panel.h"
#include "labs/network/experiment_panel.h"
#include "labs/network/filters_panel.h"
#include "model/lab.h"

// The network lab: what is trained on the left, how it learns in the middle, what it makes of your own digit on the
// right.
namespace saddle::labs {
namespace {

using namespace app;

class NetworkLab final : public Lab {
 public:
  void draw(Frame& frame) override {
    const ui::Ui& ui = frame.ui;
    const ImVec2 space = ImGui::GetContentRegionAvail();
    const float gap = ui.px(10), left = std::min(ui.px(348), space.x * 0.3f),
                right = std::min(ui.px(292), space.x * 0.24f);
    const float middle = space.x - left - right - 4 * gap, height = space.y - 2 * gap;
    const ImVec2 start = ImGui::GetCursorPos();
    const auto panel = [&](const char* name, float x, float y, float width, float high, auto& part) {
      ImGui::SetCursorPos({start.x + x, start.y + y});
      ImGui::BeginChild(name, {width, high}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
      part.draw(frame);
      ImGui::EndChild();
    };
    const bool convolves =
        std::ranges::any_of(frame.draft.experiment.network, [](const Node& node) { return node.type == "conv2d"; });
    const float filters = convolves ? std::min(ui.px(190), height * 0.26f) : ui.px(66);
    panel("###experiment", gap, gap, left, height, experiment_);
    panel("###curves", left + 2 * gap, gap, middle, height - filters - gap, curves_);
    panel("###filters", left + 2 * gap, height - filters + gap, middle, filters, filters_);
    panel("###digit", left + middle + 3 * gap, gap, right, height, digit_);
  }

 private:
  ExperimentPanel experiment_;
  CurvesPanel curves_;
  FiltersPanel filters_;
  DigitPanel digit_;
};

}  // namespace

LabType network() {
  return {"network", "Network", "Build a network, train it, and watch it learn.",
          [] { return std::make_unique<NetworkLab>(); }};
}

}  // namespace saddle::labs
