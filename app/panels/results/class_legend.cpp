#include "panels/results/class_legend.h"

#include "panels/results/gallery.h"
#include "plot/class_color.h"
#include "ui/widgets.h"

namespace saddle::app {

void class_legend(const Frame& frame, const std::vector<bool>& there) {
  ui::Ui& ui = frame.ui;
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x, half = ui.px(5),
              line = ImGui::GetTextLineHeight();
  bool first = true;
  for (size_t k = 0; k < there.size(); ++k) {
    if (!there[k]) continue;
    const int index = static_cast<int>(k);
    const std::string name = class_name(frame.training.now, index);
    const float width = ImGui::CalcTextSize(name.c_str()).x + ui.px(26);
    if (!first && ImGui::GetItemRectMax().x + width < right) ImGui::SameLine(0, ui.px(10));
    first = false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + line / 2 - half}, {at.x + 2 * half, at.y + line / 2 + half},
                                              plot::class_color(ui.plots.style, index), ui.px(2));
    ImGui::Dummy({2 * half, line});
    ImGui::SameLine(0, ui.px(5));
    ui::caption(ui, name);
  }
}

}  // namespace saddle::app
