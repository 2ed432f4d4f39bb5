#include "panels/prediction/own_sample.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "panels/results/class_bars.h"
#include "panels/results/class_legend.h"
#include "panels/results/gallery.h"
#include "plot/class_color.h"
#include "plot/number.h"
#include "plot/picture.h"
#include "saddle/catalog.h"
#include "saddle/new_sample.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

bool reads_drawings(const RunSnapshot& now) { return now.sample == Shape{1, 28, 28}; }
bool reads_rows(const RunSnapshot& now) { return now.sample.rank() == 1; }

}  // namespace

void OwnSample::draw_choice(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  Focus& focus = frame.focus;
  const ui::Option sources[] = {{"test", std::string(ui.tr("Test example"))},
                                {"drawn", std::string(reads_drawings(now) ? ui.tr("Drawn digit")
                                                      : reads_rows(now)   ? ui.tr("A row of your own")
                                                                          : ui.tr("A picture of your own"))}};
  std::string source = focus.drawing ? "drawn" : "test";
  if (ui::combo(ui, "prediction.source", source, sources, std::min(ui.px(176), ImGui::GetContentRegionAvail().x)))
    focus.drawing = source == "drawn";
  if (!focus.drawing || reads_drawings(now)) return;
  if (reads_rows(now)) return draw_row(frame);
  ImGui::SameLine();
  if (ui::button(ui, "prediction.open", ui.tr("Picture …"),
                 {.tooltip = ui.tr("It can also be dropped on the window.")}))
    focus.picture_asked = true;
}

// The values of a sample, as a line of the table has them.
void OwnSample::draw_row(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const catalog::SampleInfo info = catalog::sample_info(frame.training.now.experiment->data, frame.data_directory);
  ui::paragraph(ui, "prediction.columns", fmt::format("{}", fmt::join(columns_of(info), ", ")));
  if (ui::text_field(ui, "prediction.row", row_)) {
    frame.focus.drawn = nullptr;
    row_issue_.reset();
    try {
      if (!row_.empty())
        frame.focus.drawn = std::make_shared<const std::vector<float>>(samples_of_table(info, row_, "").back().values);
    } catch (const Error& error) {
      row_issue_ = error.issue();
    }
  }
  if (row_issue_) ui::paragraph(ui, "prediction.row.issue", ui.language(*row_issue_));
}

void OwnSample::draw_answer(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const auto& drawn = frame.focus.drawn;
  if (!drawn || std::ssize(*drawn) != now.sample.size()) {
    if (!row_issue_)
      ui::caption(ui, reads_drawings(now) ? ui.tr("Nothing is drawn yet: use the panel Draw a digit.")
                      : reads_rows(now)   ? ui.tr("Type the values of a row, with commas between them.")
                                          : ui.tr("Choose a picture, or drop one on the window."));
    ui.mark("prediction", "nothing drawn");
    return;
  }
  const Reading* reading = frame.training.watch({.type = "prediction", .input = drawn});
  const float side = std::min(ui.px(120), ImGui::GetContentRegionAvail().x * 0.4f);
  draw_sample(frame, *ImGui::GetWindowDrawList(), ImGui::GetCursorScreenPos(), {side, side}, *drawn);
  ImGui::Dummy({side, side});
  const auto* prediction = content_of<PredictionReading>(reading);
  if (!prediction || prediction->outputs.empty()) return;
  const auto& outputs = prediction->outputs;
  if (now.per_pixel) return draw_map(frame, outputs);
  if (now.classes.empty()) return draw_numbers(frame, outputs);
  draw_class(frame, outputs);
}

void OwnSample::draw_class(Frame& frame, const std::vector<float>& outputs) {
  ui::Ui& ui = frame.ui;
  if (outputs.size() != frame.training.now.classes.size()) return;
  const auto best = std::ranges::max_element(outputs);
  const std::string name = class_name(frame.training.now, static_cast<int>(best - outputs.begin()));
  ImGui::SameLine(0, ui.px(12));
  ui::text(ui, name, ui.theme.text, ui.fonts.numeral);
  ui.mark("prediction", fmt::format("drawn {} {:.3f}", name, *best));
  class_bars(frame, outputs, -1);
}

void OwnSample::draw_numbers(Frame& frame, const std::vector<float>& outputs) {
  ui::Ui& ui = frame.ui;
  std::string all;
  for (const float output : outputs) {
    const std::string text = plot::value_text(static_cast<double>(output));
    all += " " + text;
    ui::caption(ui, ui.tr("network"));
    ImGui::SameLine(ui.px(90));
    ui::text(ui, text, ui.theme.accent, ui.fonts.numeral);
  }
  ui.mark("prediction", "drawn" + all);
}

void OwnSample::draw_map(Frame& frame, const std::vector<float>& outputs) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const size_t classes = now.classes.size(), pixels = static_cast<size_t>(now.sample[1] * now.sample[2]);
  if (classes == 0 || outputs.size() != classes * pixels) return;
  std::vector<bool> there(classes);
  std::vector<ImU32> colors;
  for (size_t i = 0; i < pixels; ++i) {
    const auto at = outputs.begin() + static_cast<std::ptrdiff_t>(i * classes);
    const auto best = static_cast<int>(std::max_element(at, at + static_cast<std::ptrdiff_t>(classes)) - at);
    there[static_cast<size_t>(best)] = true;
    colors.push_back(plot::class_color(ui.plots.style, best));
  }
  const float side = std::min(ui.px(120), ImGui::GetContentRegionAvail().x * 0.4f);
  ImGui::SameLine(0, ui.px(12));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  plot::draw_picture(*ImGui::GetWindowDrawList(), {at, {at.x + side, at.y + side}}, colors,
                     static_cast<int>(now.sample[1]), static_cast<int>(now.sample[2]));
  ImGui::Dummy({side, side});
  class_legend(frame, there);
  ui.mark("prediction", fmt::format("drawn {} classes", std::ranges::count(there, true)));
}

}  // namespace saddle::app
