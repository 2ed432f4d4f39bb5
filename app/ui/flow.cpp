#include "ui/flow.h"

namespace saddle::ui {

Flow::Flow(Ui& ui, float gap)
    : ui_(ui), gap_(gap), right_(ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x) {}

void Flow::place(float width) {
  if (any_ && ImGui::GetItemRectMax().x + gap_ + width <= right_) ImGui::SameLine(0, gap_);
  any_ = true;
}

bool Flow::button(std::string_view name, std::string_view label, const ButtonOptions& options) {
  place(ImGui::CalcTextSize(label.data(), label.data() + label.size()).x + 2 * ImGui::GetStyle().FramePadding.x);
  return ui::button(ui_, name, label, options);
}

}  // namespace saddle::ui
