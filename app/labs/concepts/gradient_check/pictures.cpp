#include "labs/concepts/gradient_check/pictures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/concepts/shared/levers.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr double least_error = 1e-13;  // at the left end of the scale; the right end is 1

float place_of(double error) {
  const double decades = -std::log10(least_error);
  return static_cast<float>(std::clamp((std::log10(std::max(error, least_error)) + decades) / decades, 0.0, 1.0));
}

void write(const ui::Ui& ui, ImVec2 at, float width, std::string_view words, ImU32 color) {
  plot::draw_text(*ImGui::GetWindowDrawList(), at, color, plot::shortened(words, width, {.font = ui.fonts.body}),
                  {.font = ui.fonts.body, .writing = plot::Writing::numbers});
}

std::string_view title_of(const Proof::Row& row) {
  switch (row.subject) {
    case Proof::Subject::layer:
      return to_tr("gradient of the layer against central differences");
    case Proof::Subject::loss:
      return to_tr("gradient of the loss against central differences");
    case Proof::Subject::optimizer:
      return to_tr("20 steps of the code against its formula, read as text");
    default:
      return to_tr("another value changes what is computed");
  }
}

}  // namespace

void draw_survey(PageView& page, const GradientSurvey& survey, ImVec2 size) {
  ui::Ui& ui = page.ui;
  ImGui::BeginChild("###gradient_check.rows", size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  const float height = ImGui::GetFrameHeight(), room = ImGui::GetContentRegionAvail().x;
  const float name = std::min(room * 0.36f, ui.px(190)), number = ui.px(84), bar = room - name - number - ui.px(14);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (const GradientSurvey::Row& row : survey.rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({room, height});
    const bool good = row.worst <= survey.tolerance;
    const float middle = at.y + (height - plot::font_size(ui.fonts.body)) / 2, left = at.x + name;
    write(ui, {at.x, middle}, name - ui.px(8), row.parameter, ui.theme.text);
    list.AddRectFilled({left, at.y + height * 0.3f}, {left + bar, at.y + height * 0.7f}, ui.theme.field, ui.px(3));
    const float done = row.size > 0 ? static_cast<float>(row.checked) / static_cast<float>(row.size) : 1;
    list.AddRectFilled({left, at.y + height * 0.86f}, {left + bar * done, at.y + height * 0.92f}, ui.theme.muted);
    list.AddRectFilled({left, at.y + height * 0.3f}, {left + bar * place_of(row.worst), at.y + height * 0.7f},
                       good ? ui.theme.plot.series(0) : ui.theme.error, ui.px(3));
    const float limit = left + bar * place_of(survey.tolerance);
    list.AddLine({limit, at.y + height * 0.16f}, {limit, at.y + height * 0.84f}, ui.theme.warning, ui.px(1.5f));
    write(ui, {left + bar + ui.px(8), middle}, number, shown_number(row.worst, 2),
          good ? ui.theme.text : ui.theme.error);
    ui.mark(page.mark("row." + row.parameter), shown_number(row.worst, 2));
    ui.mark(page.mark("row." + row.parameter) + ".value", fmt::format("{:.17g}", row.worst));
  }
  ImGui::EndChild();
}

void draw_proof(PageView& page, const Proof& proof, ImVec2 size) {
  ui::Ui& ui = page.ui;
  ImGui::BeginChild("###gradient_check.proof", size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  const float height = ImGui::GetTextLineHeight() + ui.px(6), room = ImGui::GetContentRegionAvail().x;
  const float mark = ui.px(20), name = room * 0.34f, number = ui.px(76);
  for (const Proof::Row& row : proof.rows) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy({room, height});
    write(ui, at, mark, row.passed ? "✓" : "✗", row.passed ? ui.theme.good : ui.theme.error);
    write(ui, {at.x + mark, at.y}, name - ui.px(8), row.name, ui.theme.text);
    write(ui, {at.x + mark + name, at.y}, room - mark - name - number - ui.px(8), ui.tr(title_of(row)), ui.theme.muted);
    write(ui, {at.x + room - number, at.y}, number, shown_number(row.difference, 2), ui.theme.text);
    ui.mark(page.mark("proof." + row.name), row.passed ? "passed" : "failed");
    ui.mark(page.mark("proof." + row.name) + ".value", fmt::format("{:.17g}", row.difference));
  }
  ImGui::EndChild();
}

void ErrorOverH::draw(PageView& page, const GradientJobs::Curve& curve, double h, ImVec2 size) {
  ui::Ui& ui = page.ui;
  error_.clear(), epsilon_.clear();
  for (const DifferenceOverH& one : curve.over_h.steps) {
    if (one.error > 0) error_.push_back({one.h, one.error});
    if (one.with_epsilon > 0) epsilon_.push_back({one.h, one.with_epsilon});
  }
  std::ranges::reverse(error_);  // x ascending
  std::ranges::reverse(epsilon_);
  plot::Figure figure(ui.plots, ui::labeled({}, page.mark("curve")),
                      {.x_label = "h",
                       .y_label = ui.tr("error"),
                       .x_scale = plot::Scale::log,
                       .y_scale = plot::Scale::log,
                       .x_range = plot::Range{1e-16, 1},
                       .y_range = plot::Range{1e-16, 10},
                       .size = size,
                       .controls = plot::Controls::hidden});
  figure.line(ui::labeled(fmt::format("{}[{}]", curve.parameter, curve.index), "error"), plot::series(error_),
              {.color = ui.theme.plot.series(0), .width = 2.2f});
  if (!epsilon_.empty())
    figure.line(
        ui::labeled(ui.tr("with the book's log(y + 1e-7)"), "epsilon"), plot::series(epsilon_),
        {.color = ui.theme.plot.series(1), .width = 1.8f, .dash = plot::Dash::dashed, .marker = plot::Marker::none});
  figure.vertical_line(h, "h");
  figure.draw();
  ui.mark(page.mark("curve"), fmt::format("{}[{}]", curve.parameter, curve.index));
}

}  // namespace saddle::app
