#include "panels/data/feature_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "panels/signals/small_histogram.h"
#include "plot/number.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {

void feature_table(Frame& frame, const SamplesReading& statistics) {
  ui::Ui& ui = frame.ui;
  ImGui::BeginChild("###features", {0, 0}, false);
  const float room = ImGui::GetContentRegionAvail().x, row = ui.px(34), gap = ui.px(10);
  const float name = std::clamp(room * 0.24f, ui.px(70), ui.px(180)),
              picture = std::clamp(room * 0.22f, ui.px(60), ui.px(140));
  const float left = name + picture + 2 * gap, number = (room - left) / 4;
  const plot::Pencil strong{.font = ui.fonts.strong}, small{.font = ui.fonts.caption};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const std::array<std::string_view, 4> heads = {ui.tr("least"), ui.tr("mean"), ui.tr("greatest"), ui.tr("deviation")};
  for (size_t i = 0; i < heads.size(); ++i) {
    const std::string head = plot::shortened(heads[i], number - ui.px(4), small);
    plot::draw_text(list,
                    {origin.x + left + static_cast<float>(i + 1) * number - plot::text_size(head, small).x, origin.y},
                    ui.theme.muted, head, small);
  }
  const float top = ui.px(18);
  ImGui::Dummy({room, top + static_cast<float>(statistics.features.size()) * row});
  for (size_t i = 0; i < statistics.features.size(); ++i) {
    const ImVec2 at{origin.x, origin.y + top + static_cast<float>(i) * row};
    if (!ImGui::IsRectVisible(at, {at.x + room, at.y + row})) continue;
    const SamplesReading::Feature& feature = statistics.features[i];
    const Distribution& values = feature.values;
    const float line = at.y + (row - plot::font_size(ui.fonts.body)) / 2;
    plot::draw_text(list, {at.x, line}, ui.theme.text, plot::shortened(feature.name, name, strong), strong);
    draw_small_histogram(
        ui, values,
        {.corner = {at.x + name + gap, at.y + ui.px(3)}, .size = {picture, row - ui.px(6)}, .color = ui.theme.accent});
    const std::array<double, 4> numbers = {values.min, values.mean, values.max, values.deviation};
    for (size_t k = 0; k < numbers.size(); ++k) {
      const std::string text = plot::shortened(plot::value_text(numbers[k]), number - ui.px(4));
      plot::draw_text(list, {at.x + left + static_cast<float>(k + 1) * number - plot::text_size(text).x, line},
                      ui.theme.text, text);
    }
    ui.marks.insert_or_assign("data.feature" + std::to_string(i),
                              ui::Mark{at.x, at.y, at.x + room, at.y + row,
                                       fmt::format("{} {} {} {}", feature.name, plot::value_text(values.min),
                                                   plot::value_text(values.mean), plot::value_text(values.max))});
  }
  ImGui::EndChild();
}

}  // namespace saddle::app
