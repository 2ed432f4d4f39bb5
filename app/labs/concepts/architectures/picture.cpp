#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/architectures/museum.h"
#include "labs/concepts/shared/levers.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// All networks with the quantity as a bar from 0 on.
void draw_museum_rows(PageView& page, const ArchitectureOptions& o, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const std::vector<Exhibit>& all = museum(o.size);
  double most = 0;
  float name_width = 0, value_width = 0;
  const plot::Pencil name{.font = ui.fonts.body}, pencil{.font = ui.fonts.body, .writing = plot::Writing::numbers};
  for (const Exhibit& exhibit : all) {
    most = std::max(most, quantity_of(exhibit, o.quantity));
    name_width = std::max(name_width, plot::text_size(exhibit.title, name).x);
    value_width =
        std::max(value_width, plot::text_size(quantity_text(quantity_of(exhibit, o.quantity), o.quantity), pencil).x);
  }
  const float height = std::floor(size.y / static_cast<float>(all.size())), gap = ui.px(10);
  const float left = corner.x + gap + name_width + gap,
              bar = std::max(ui.px(20), size.x - name_width - value_width - 4 * gap);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (size_t i = 0; i < all.size(); ++i) {
    const Exhibit& exhibit = all[i];
    const ImVec2 at{corner.x, corner.y + height * static_cast<float>(i)}, end{at.x + size.x, at.y + height};
    const std::string mark = page.mark("row." + std::string(exhibit.name));
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton(ui::labeled("", mark).c_str(), {size.x, height}))
      set_by_hand(page, "picture", "network", std::string(exhibit.name));
    const bool open = exhibit.name == o.network;
    if (open || ImGui::IsItemHovered())
      list.AddRectFilled(at, end, open ? ui.theme.field : ui.theme.field_hovered, ui.px(4));
    const double value = quantity_of(exhibit, o.quantity);
    const float middle = at.y + std::floor((height - plot::font_size(ui.fonts.body)) / 2);
    const float length = std::max(ui.px(2), bar * static_cast<float>(value / most)), inset = height * 0.22f;
    plot::draw_text(list, {at.x + gap, middle}, open ? ui.theme.text : ui.theme.muted, exhibit.title, name);
    list.AddRectFilled({left, at.y + inset}, {left + length, end.y - inset},
                       open ? ui.theme.accent : plot::with_alpha(ui.theme.plot.series(0), 0.55f), ui.px(3));
    plot::draw_text(list, {left + length + gap, middle}, ui.theme.text, quantity_text(value, o.quantity), pencil);
    ui.mark(mark, quantity_text(value, o.quantity));
    ui.mark(mark + ".value", fmt::format("{:.17g}", value));
  }
}

// What is written below a stage, line by line.
std::vector<std::string> stage_lines(const ui::Ui& ui, const ArchitectureStage& stage) {
  const bool flat = stage.rows == 1 && stage.columns == 1;
  std::vector<std::string> lines{
      flat ? std::string(ui.tr("vector")) : fmt::format("{} × {}", stage.rows, stage.columns),
      fmt::format(fmt::runtime(ui.tr("{} channels")), stage.channels)};
  if (flat) lines.back() = fmt::format(fmt::runtime(ui.tr("{} numbers")), stage.channels);
  if (stage.weighted > 0) lines.push_back(fmt::format(fmt::runtime(ui.tr("layers: {}")), stage.weighted));
  if (stage.sums > 0) lines.push_back(fmt::format(fmt::runtime(ui.tr("shortcuts: {}")), stage.sums));
  if (stage.joins > 0) lines.push_back(fmt::format(fmt::runtime(ui.tr("joins: {}")), stage.joins));
  if (stage.parameters > 0) lines.push_back(quantity_text(static_cast<double>(stage.parameters), "parameters"));
  return lines;
}

// The stages from left to right: as high as their maps, as filled as they hold of all parameters.
void draw_stages(PageView& page, const Exhibit& exhibit, ImVec2 corner, ImVec2 size) {
  ui::Ui& ui = page.ui;
  const std::vector<ArchitectureStage>& stages = exhibit.facts.stages;
  const plot::Pencil pencil{.font = ui.fonts.caption, .writing = plot::Writing::numbers};
  const float line = plot::font_size(ui.fonts.caption) + ui.px(3), gap = ui.px(8), words = 5 * line + ui.px(6);
  const auto count = static_cast<float>(stages.size());
  const float width = std::min(ui.px(150), std::floor((size.x - gap * (count - 1)) / count)),
              tall = std::max(ui.px(24), size.y - words);
  const float left = corner.x + std::floor((size.x - count * width - (count - 1) * gap) / 2);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  int64_t most_rows = 1;
  for (const ArchitectureStage& stage : stages) most_rows = std::max(most_rows, stage.rows);
  for (size_t i = 0; i < stages.size(); ++i) {
    const ArchitectureStage& stage = stages[i];
    // Halving the map takes as much off each time.
    const double share =
        (1 + std::log2(static_cast<double>(stage.rows))) / (1 + std::log2(static_cast<double>(most_rows)));
    const float height = std::max(ui.px(10), tall * static_cast<float>(share)),
                x = left + (width + gap) * static_cast<float>(i), floor = corner.y + tall;
    const bool flat = stage.rows == 1 && stage.columns == 1;
    const ImU32 color = ui.theme.plot.series(flat ? 1 : 0);
    const float filled =
        height * static_cast<float>(static_cast<double>(stage.parameters) /
                                    static_cast<double>(std::max<int64_t>(1, exhibit.facts.parameters)));
    list.AddRectFilled({x, floor - height}, {x + width, floor}, plot::with_alpha(color, 0.22f), ui.px(4));
    list.AddRectFilled({x, floor - filled}, {x + width, floor}, color, ui.px(std::min(4.0f, filled)));
    list.AddRect({x, floor - height}, {x + width, floor}, color, ui.px(4));
    const std::vector<std::string> lines = stage_lines(ui, stage);
    float y = floor + ui.px(4);
    std::string all;
    for (const std::string& text : lines) {
      all += (all.empty() ? "" : "\n") + text;
      const std::string fitted = plot::shortened(text, width + gap - ui.px(2), pencil);
      plot::draw_text(list, {x, y}, &text == &lines.front() ? ui.theme.text : ui.theme.muted, fitted, pencil);
      y += line;
    }
    ImGui::SetCursorScreenPos({x, corner.y});
    const std::string mark = page.mark(fmt::format("stage.{}", i));
    ImGui::InvisibleButton(ui::labeled("", mark).c_str(), {width, size.y});
    ui.mark(mark, all);
    ui::tooltip(ui, {}, all);
  }
}

}  // namespace

void draw_museum(PageView& page, const ArchitectureOptions& o, ImVec2 size) {
  const ui::Ui& ui = page.ui;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float title = plot::font_size(ui.fonts.strong) + ui.px(12);
  // Without room for both, as beside the code on a small screen, they are compared alone.
  const float part = std::floor(std::min(size.y * 0.46f, ui.px(7 * 34)));
  const bool both = size.y - part - ui.px(12) - title >= ui.px(130);
  const float rows = both ? part : std::min(size.y, ui.px(7 * 34));
  draw_museum_rows(page, o, corner, {size.x, rows});
  if (!both) return;
  const Exhibit& exhibit = exhibit_of(o);
  const std::string words = fmt::format("{}: {} ({})", exhibit.title, exhibit.sample.text(), exhibit.preset);
  const plot::Pencil pencil{.font = ui.fonts.strong};
  plot::draw_text(*ImGui::GetWindowDrawList(), {corner.x, corner.y + rows + ui.px(12)}, ui.theme.text,
                  plot::shortened(words, size.x, pencil), pencil);
  const float below = rows + ui.px(12) + title;
  draw_stages(page, exhibit, {corner.x, corner.y + below}, {size.x, size.y - below});
}

}  // namespace saddle::app
