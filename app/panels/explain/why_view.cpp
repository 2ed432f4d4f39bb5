#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/explain/views.h"
#include "plot/colormap.h"
#include "plot/picture.h"
#include "ui/widgets.h"

namespace saddle::app {

void draw_why(Frame& frame, const Explanation& found) {
  ui::Ui& ui = frame.ui;
  const std::vector<std::string>& classes = found.question.jury.front().model->sample().classes;
  const auto best = static_cast<size_t>(std::ranges::max_element(found.probabilities) - found.probabilities.begin());
  const auto asked = static_cast<size_t>(found.class_index);
  ui::text(ui,
           asked == best ? fmt::format(fmt::runtime(ui.tr("What speaks for {} ({:.1f} %)")), classes[asked],
                                       100 * found.probabilities[asked])
                         : fmt::format(fmt::runtime(ui.tr("What speaks for {} ({:.1f} %), though it answers {}")),
                                       classes[asked], 100 * found.probabilities[asked], classes[best]),
           ui.theme.text, ui.fonts.strong);
  double most = 0;
  for (const float value : found.values) most = std::max(most, std::abs(static_cast<double>(value)));
  // Ink shows through as gray, so that one sees which stroke it is.
  std::vector<ImU32> colors;
  const plot::Colormap map = ui.theme.dark ? plot::Colormap::diverging_dark : plot::Colormap::diverging;
  for (size_t i = 0; i < found.values.size(); ++i) {
    const double share = most > 0 ? static_cast<double>(found.values[i]) / most : 0;
    const ImU32 heat = plot::sample(map, 0.5 + 0.5 * std::copysign(std::sqrt(std::abs(share)), share));
    const float ink = (*found.question.digit)[i] * (0.45f - 0.35f * static_cast<float>(std::abs(share)));
    colors.push_back(plot::mix(heat, ui.theme.text, std::clamp(ink, 0.0f, 1.0f)));
  }
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x, gap = ui.px(10);
  const float height = ImGui::GetContentRegionAvail().y - ImGui::GetTextLineHeightWithSpacing();
  const float side = std::max(ui.px(40), std::min({(room - gap) / 2, height, ui.px(420)}));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  plot::draw_picture(list, {{corner.x, corner.y}, {corner.x + side, corner.y + side}}, *found.question.digit, 28, 28,
                     1);
  plot::draw_picture(list, {{corner.x + side + gap, corner.y}, {corner.x + 2 * side + gap, corner.y + side}}, colors,
                     28, 28);
  ImGui::Dummy({2 * side + gap, side});
  double sum = 0;
  for (const float value : found.values) sum += static_cast<double>(value);
  ui.mark("explain.why", fmt::format("{} {:.5f}", classes[asked], sum));
  if (ImGui::IsItemHovered()) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float left = mouse.x < corner.x + side + gap / 2 ? corner.x : corner.x + side + gap;
    const int column = std::clamp(static_cast<int>((mouse.x - left) / side * 28), 0, 27),
              row = std::clamp(static_cast<int>((mouse.y - corner.y) / side * 28), 0, 27);
    const auto pixel = static_cast<size_t>(row * 28 + column);
    ui::tooltip(ui, fmt::format(fmt::runtime(ui.tr("Row {}, column {}")), row, column),
                fmt::format(fmt::runtime(ui.tr("Ink {:.2f}; for {}: {:.4f}")), (*found.question.digit)[pixel],
                            classes[asked], found.values[pixel]));
  }
  ui::caption(ui, ui.tr("Warm: for it. Cold: against it."));
}

}  // namespace saddle::app
