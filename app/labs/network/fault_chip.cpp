#include "labs/network/fault_chip.h"

#include <algorithm>

#include <fmt/format.h>

#include "panels/network/fault_notice.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr const char* popup = "###faults";

void draw_faults(Frame& frame) {
  ui::Ui& ui = frame.ui;
  // Below the chip, as far as the window has room, also when that becomes smaller.
  const ImVec2 screen = ImGui::GetIO().DisplaySize, from = ImGui::GetItemRectMin();
  const float gap = ui.px(8), width = std::min(ui.px(380), screen.x - 2 * gap),
              top = ImGui::GetItemRectMax().y + ui.px(6);
  ImGui::SetNextWindowPos({std::min(from.x, screen.x - width - gap), top});
  ImGui::SetNextWindowSizeConstraints({width, 0}, {width, std::max(ui.px(80), screen.y - top - gap)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(10), ui.px(10)});
  if (ImGui::BeginPopup(popup, ImGuiWindowFlags_NoMove)) {
    int number = 0;
    const std::vector<Fault>& faults = frame.analyses.of(frame.draft.experiment).faults;
    if (faults.empty()) ImGui::CloseCurrentPopup();
    for (const Fault& fault : faults) {
      // What was pressed has made another draft, of which the faults are others.
      if (fault_notice(frame, "fault" + std::to_string(number++), fault)) break;
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

void add_fault_chip(Frame& frame, ui::Toolbar& bar) {
  ui::Ui& ui = frame.ui;
  const size_t faults = frame.analyses.of(frame.draft.experiment).faults.size();
  if (faults == 0) return;
  const std::string label =
      faults == 1 ? std::string(ui.tr("1 fault")) : fmt::format(fmt::runtime(ui.tr("{} faults")), faults);
  bar.add({.name = "faults",
           .width = ui::button_width(label),
           .rank = 95,
           .draw =
               [&frame, label](ui::Toolbar::Form) {
                 if (ui::button(frame.ui, "faults", label,
                                {.look = ui::Look::danger, .tooltip = frame.ui.tr("What cannot be built, and why")}))
                   ImGui::OpenPopup(popup);
                 draw_faults(frame);
                 return false;
               },
           .label = {}});
}

}  // namespace saddle::app
