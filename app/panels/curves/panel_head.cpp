#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/runs/verdict.h"
#include "panels/curves/panel.h"
#include "panels/runs/run_words.h"
#include "plot/number.h"
#include "plot/text.h"
#include "ui/widgets.h"

// What stands above the curves: the figures of the moment, the controls, and what was published.
namespace saddle::app {
namespace {

// A figure of the moment in a column of this width; 0: the last.
void figure(ui::Ui& ui, const char* name, std::string_view label, const std::string& value, float width, ImFont* font) {
  ImGui::BeginGroup();
  ui::caption(ui,
              width > 0 ? plot::shortened(label, width - ui.px(8), {.font = ui.fonts.caption}) : std::string(label));
  ui::text(ui, value, ui.theme.text, font);
  ui.mark(name, value);
  ImGui::EndGroup();
  const float used = ImGui::GetItemRectSize().x;
  ImGui::SameLine(0, std::max(ui.px(8), width - used));
}

}  // namespace

void CurvesPanel::draw_figures(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const bool numbers = regression(now);
  const float width = ImGui::GetContentRegionAvail().x / (numbers ? 4 : 5);
  ImFont* const font = width < ui.px(104) ? ui.fonts.title : ui.fonts.numeral;
  const auto percent = [](const Curve& curve) {
    return curve.empty() ? std::string("–") : fmt::format("{:.1f} %", 100 * curve.back().value);
  };
  const auto loss = [](const Curve& curve) {
    if (curve.empty()) return std::string("–");
    const double value = curve.back().value;
    // As wide as its column, however large.
    if (value < 10) return fmt::format("{:.4f}", value);
    return value < 1e5 ? plot::value_text(value) : fmt::format("{:.3g}", value);
  };
  const double epoch = static_cast<double>(now.steps) / static_cast<double>(now.steps_per_epoch);
  figure(ui, "figure.epoch", ui.tr("epoch"), now.steps == 0 ? "–" : fmt::format("{:.2f}", epoch), width, font);
  figure(ui, "figure.loss", ui.tr("loss"), loss(now.curves.train_loss), width, font);
  // The whole test set, where it was measured last.
  const Curve &sample = now.curves.test_accuracy, &whole = now.curves.epoch_test_accuracy;
  const bool whole_is_newer = !whole.empty() && (sample.empty() || whole.back().step >= sample.back().step);
  if (numbers) {
    figure(ui, "figure.test", ui.tr("test loss"), loss(now.curves.test_loss), width, font);
  } else {
    figure(ui, "figure.train", ui.tr("train accuracy"), percent(now.curves.train_accuracy), width, font);
    figure(ui, "figure.test", ui.tr("test accuracy"), percent(whole_is_newer ? whole : sample), width, font);
  }
  figure(ui, "figure.rate", ui.tr("samples / s"),
         now.samples_per_second > 0 ? plot::value_text(std::round(now.samples_per_second), plot::Format::integer) : "–",
         0, font);
  ImGui::NewLine();
}

void CurvesPanel::draw_controls(Frame& frame, bool compared) {
  if (frame.ui.theme.on_paper) return;  // their captions too
  ui::Ui& ui = frame.ui;
  const std::array options = {
      ui::Option{"steps", std::string(ui.tr("steps")), std::string(ui.tr("One mini-batch each."))},
      ui::Option{"epochs", std::string(ui.tr("epochs")), std::string(ui.tr("Passes over the training set."))},
      ui::Option{"seconds", std::string(ui.tr("seconds")), std::string(ui.tr("Of training; pauses do not count."))},
      ui::Option{"flops", "FLOPs",
                 std::string(ui.tr("Arithmetic done: steps × batch size × 3 × 2 × multiply-adds of one forward pass. A "
                                   "backward pass costs two forward passes."))}};
  std::string axis = options[static_cast<size_t>(axis_)].value;
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(8), ui.px(3)});
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, ui.tr("against"));
  ImGui::SameLine(0, ui.px(6));
  if (ui::combo(ui, "curves.axis", axis, options, ui.px(100))) {
    for (size_t i = 0; i < options.size(); ++i) {
      if (options[i].value == axis) axis_ = static_cast<CurveAxis>(i);
    }
  }
  ImGui::SameLine(0, ui.px(18));
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, ui.tr("smoothing"));
  ui::tooltip(
      ui, ui.tr("smoothing"),
      ui.tr("An average over the last steps is drawn strong over the losses of single steps, which stay visible. "
            "The closer to 1, the longer it remembers."),
      "m ← βm + (1 − β)L,  m / (1 − β^t)");
  ImGui::SameLine(0, ui.px(6));
  ui::number(ui, "curves.smoothing", smoothing_, {.min = 0, .max = 0.999, .zero = ui.tr("off"), .width = ui.px(70)});
  if (compared) {
    ImGui::SameLine(0, ui.px(18));
    ImGui::AlignTextToFramePadding();
    const std::string key(ui.tr("solid: train, dotted: validation, dashed: test"));
    if (ImGui::CalcTextSize(key.c_str()).x * 0.85f < ImGui::GetContentRegionAvail().x) {
      ui::caption(ui, key);
    } else {
      ImGui::NewLine();
    }
  }
  ImGui::PopStyleVar();
}

// The last published figure that the run has passed, or the first that it will.
void CurvesPanel::draw_verdict(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const auto all = verdicts(*known_, frame.training.now.curves);
  const Verdict* last = &all.front();
  for (const Verdict& verdict : all) {
    if (verdict.here) last = &verdict;
  }
  const ImU32 color = !last->here ? ui.theme.muted : last->agrees ? ui.theme.good : ui.theme.warning;
  const std::string sentence = verdict_text(ui, *last);
  ui::text(ui, sentence, color, ui.fonts.body);
  ui.mark("verdict", sentence);
  std::string list;
  for (const Verdict& verdict : all) list += (list.empty() ? "" : "\n") + verdict_text(ui, verdict);
  ui::tooltip(ui, ui.tr("What was published of this experiment"), list);
}

}  // namespace saddle::app
