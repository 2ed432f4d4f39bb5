#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/explain/views.h"
#include "plot/class_color.h"
#include "plot/picture.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string place_text(const ui::Ui& ui, const Explanation& found, const Placement& at) {
  if (found.question.axes == AnswerMapQuestion::Axes::shift)
    return fmt::format(fmt::runtime(ui.tr("{:+.0f} to the right, {:+.0f} down")), at.dx, at.dy);
  return fmt::format(fmt::runtime(ui.tr("turned by {:+.0f}°, {:.2f} times as large")), at.turn, at.scale);
}

void draw_cells(Frame& frame, const Explanation& found, ImVec2 corner, float side) {
  ui::Ui& ui = frame.ui;
  const AnswerMap& map = *found.map;
  const std::vector<std::string>& classes = found.question.jury.front().model->sample().classes;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float wide = side / static_cast<float>(map.columns), high = side / static_cast<float>(map.rows);
  // Names where they can be read; otherwise at every third cell.
  const int every = std::min(wide, high) >= ui.px(13) ? 1 : 3;
  for (int row = 0; row < map.rows; ++row) {
    for (int column = 0; column < map.columns; ++column) {
      const size_t cell = map.cell(row, column);
      const float sure = std::clamp((map.confidences[cell] - 0.2f) / 0.8f, 0.0f, 1.0f);
      const ImU32 color =
          plot::mix(ui.theme.field, plot::class_color(ui.plots.style, map.answers[cell]), 0.15f + 0.85f * sure * sure);
      const ImVec2 at{corner.x + static_cast<float>(column) * wide, corner.y + static_cast<float>(row) * high};
      list.AddRectFilled(at, {at.x + wide + 0.5f, at.y + high + 0.5f}, color);
      if (row % every != every / 2 || column % every != every / 2) continue;
      const std::string& name = classes[static_cast<size_t>(map.answers[cell])];
      if (name.size() > 1) continue;
      const ImVec2 size = plot::text_size(name, {.font = ui.fonts.caption});
      plot::draw_text(list, {at.x + (wide - size.x) / 2, at.y + (high - size.y) / 2}, plot::contrasting(color), name,
                      {.font = ui.fonts.caption});
    }
  }
}

}  // namespace

void draw_shift_map(Frame& frame, const Explanation& found, int& cell) {
  ui::Ui& ui = frame.ui;
  const AnswerMap& map = *found.map;
  const std::vector<std::string>& classes = found.question.jury.front().model->sample().classes;
  const ImVec2 room = ImGui::GetContentRegionAvail(), corner = ImGui::GetCursorScreenPos();
  const float gap = ui.px(12), line = ImGui::GetTextLineHeightWithSpacing();
  const bool beside = room.x > 1.25f * room.y;
  const float picture = ui.px(96);
  const float side = std::max(ui.px(80), beside ? std::min(room.y - ui.px(4), room.x - gap - ui.px(180))
                                                : std::min(room.x, room.y - picture - gap - ui.px(4)));
  const int middle = static_cast<int>(map.cell(map.rows / 2, map.columns / 2));
  if (cell < 0 || cell >= static_cast<int>(map.answers.size())) cell = middle;
  draw_cells(frame, found, corner, side);
  ImGui::InvisibleButton("###explain.map", {side, side});
  const auto right = std::ranges::count(map.answers, map.answers[static_cast<size_t>(middle)]);
  const double share = static_cast<double>(right) / static_cast<double>(map.answers.size());
  ui.mark("explain.map", fmt::format("{} of {}", right, map.answers.size()));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const int column = std::clamp(static_cast<int>((mouse.x - corner.x) / side * static_cast<float>(map.columns)), 0,
                                map.columns - 1),
            row = std::clamp(static_cast<int>((mouse.y - corner.y) / side * static_cast<float>(map.rows)), 0,
                             map.rows - 1);
  if (ImGui::IsItemClicked()) cell = static_cast<int>(map.cell(row, column));
  const size_t shown = ImGui::IsItemHovered() ? map.cell(row, column) : static_cast<size_t>(cell);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float wide = side / static_cast<float>(map.columns), high = side / static_cast<float>(map.rows);
  const ImVec2 ring{corner.x + static_cast<float>(shown % static_cast<size_t>(map.columns)) * wide,
                    corner.y + static_cast<float>(shown / static_cast<size_t>(map.columns)) * high};
  list.AddRect({ring.x - ui.px(1), ring.y - ui.px(1)}, {ring.x + wide + ui.px(1), ring.y + high + ui.px(1)},
               ui.theme.text, ui.px(2), 0, ui.px(2));
  const ImVec2 at = beside ? ImVec2{corner.x + side + gap, corner.y} : ImVec2{corner.x, corner.y + side + gap};
  const Placement& placement = map.placements[shown];
  AnswerMapQuestion question{.picture = *found.question.digit, .centered = found.question.centered};
  const std::vector<float> moved = picture_at(*found.question.jury.front().model, question, placement);
  plot::draw_picture(list, {at, {at.x + picture, at.y + picture}}, moved, 28, 28, 1);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({picture, picture});
  ui.mark("explain.map.picture",
          fmt::format("{} {:.4f}", classes[static_cast<size_t>(map.answers[shown])], map.confidences[shown]));
  ImGui::SetCursorScreenPos(beside ? ImVec2{at.x, at.y + picture + line / 2} : ImVec2{at.x + picture + gap, at.y});
  ImGui::BeginGroup();
  ui::text(ui,
           fmt::format("{} · {:.1f} %", classes[static_cast<size_t>(map.answers[shown])], 100 * map.confidences[shown]),
           ui.theme.text, ui.fonts.strong);
  ui::paragraph(ui, "explain.map.place", place_text(ui, found, placement));
  ui::paragraph(ui, "explain.map.share",
                fmt::format(fmt::runtime(ui.tr("Read as {} at {:.0f} % of all places")),
                            classes[static_cast<size_t>(map.answers[static_cast<size_t>(middle)])], 100 * share));
  ImGui::EndGroup();
}

}  // namespace saddle::app
