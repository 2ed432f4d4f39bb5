#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/explain/views.h"
#include "plot/bar.h"
#include "plot/class_color.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// A name, the answer, and the shares of all classes in one bar, so that a second thought is seen too.
void draw_juror(Frame& frame, const std::string& name, const std::vector<float>& probabilities,
                const std::vector<std::string>& classes, int common, bool strong) {
  ui::Ui& ui = frame.ui;
  const auto best = static_cast<int>(std::ranges::max_element(probabilities) - probabilities.begin());
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x, high = ui.px(30), names = std::min(ui.px(170), room * 0.36f),
              answer = ui.px(28), number = ui.px(58);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  ImFont* const font = strong ? ui.fonts.strong : ui.fonts.body;
  const float text_top = corner.y + (high - plot::font_size(font)) / 2;
  plot::draw_text(list, {corner.x, text_top}, ui.theme.text, plot::shortened(name, names - ui.px(8), {.font = font}),
                  {.font = font});
  plot::draw_text(list, {corner.x + names, text_top}, best == common ? ui.theme.text : ui.theme.warning,
                  classes[static_cast<size_t>(best)], {.font = ui.fonts.strong});
  const float left = corner.x + names + answer, wide = std::max(ui.px(20), room - names - answer - number);
  float at = left;
  for (size_t k = 0; k < probabilities.size(); ++k) {
    const float end = at + wide * std::clamp(probabilities[k], 0.0f, 1.0f);
    const ImU32 color = plot::class_color(ui.plots.style, static_cast<int>(k));
    list.AddRectFilled({at, corner.y + ui.px(5)}, {end, corner.y + high - ui.px(5)}, color);
    const ImVec2 size = plot::text_size(classes[k], {.font = ui.fonts.caption});
    if (end - at > size.x + ui.px(6))
      plot::draw_text(list, {(at + end - size.x) / 2, corner.y + (high - size.y) / 2}, plot::contrasting(color),
                      classes[k], {.font = ui.fonts.caption});
    at = end;
  }
  const std::string percent = fmt::format("{:.1f} %", 100 * probabilities[static_cast<size_t>(best)]);
  const ImVec2 size = plot::text_size(percent, {.font = font});
  plot::draw_text(list, {corner.x + room - size.x, text_top}, ui.theme.text, percent, {.font = font});
  ImGui::Dummy({room, high});
}

}  // namespace

void draw_jury(Frame& frame, const Explanation& found) {
  ui::Ui& ui = frame.ui;
  const std::vector<std::string>& classes = found.question.jury.front().model->sample().classes;
  const Verdicts& verdicts = found.verdicts;
  ui::text(ui,
           fmt::format(fmt::runtime(ui.tr("{} of {} say {}")), verdicts.agreeing, verdicts.members.size(),
                       classes[static_cast<size_t>(verdicts.answer)]),
           ui.theme.text, ui.fonts.strong);
  for (size_t i = 0; i < verdicts.members.size(); ++i) {
    const std::vector<float>& member = verdicts.members[i];
    draw_juror(frame, found.question.jury[i].name, member, classes, verdicts.answer, false);
    const auto best = std::ranges::max_element(member) - member.begin();
    ui.mark(fmt::format("explain.juror{}", i),
            fmt::format("{} {:.4f}", classes[static_cast<size_t>(best)], member[static_cast<size_t>(best)]));
  }
  ImGui::Separator();
  draw_juror(frame, std::string(ui.tr("Their mean")), verdicts.mean, classes, verdicts.answer, true);
  ui.mark("explain.mean", fmt::format("{} {:.4f}", classes[static_cast<size_t>(verdicts.answer)],
                                      verdicts.mean[static_cast<size_t>(verdicts.answer)]));
  ui::tooltip(ui, ui.tr("Their mean"),
              ui.tr("The mean of the probabilities: an ensemble. It errs less than its members where they err "
                    "differently."),
              "p = (p1 + … + pn) / n");
}

void draw_measured(Frame& frame, const MeasuredJury& measured) {
  ui::Ui& ui = frame.ui;
  const EnsembleEvaluation& evaluation = measured.evaluation;
  std::string members;
  for (size_t i = 0; i < measured.jury.size(); ++i)
    members += fmt::format("{}{} {:.2f} %", i ? ", " : "", measured.jury[i].name, 100 * evaluation.members[i].accuracy);
  ui::paragraph(
      ui, "explain.measured",
      fmt::format(fmt::runtime(ui.tr("Right on {} test samples: {}; their mean {:.2f} %. All agree on {:.1f} %.")),
                  evaluation.together.samples, members, 100 * evaluation.together.accuracy,
                  100 * evaluation.agreement));
}

}  // namespace saddle::app
