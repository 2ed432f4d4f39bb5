#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/runs/verdict.h"
#include "panels/curves/panel.h"
#include "panels/runs/run_words.h"
#include "plot/number.h"
#include "plot/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// What stands above the curves: the figures of the moment, the controls, and what was published.
namespace saddle::app {
namespace {

// A figure of the moment.
struct Moment {
  const char* name;
  std::string_view label, brief;
  std::string value;
};

// Beside each other in columns of the same width, in the largest font in which all have room.
void draw_row(ui::Ui& ui, const std::vector<Moment>& moments) {
  const float gap = ui.px(14), room = ImGui::GetContentRegionAvail().x,
              width = (room + gap) / static_cast<float>(moments.size());
  ImFont* font = ui.fonts.caption;
  for (ImFont* larger : {ui.fonts.numeral, ui.fonts.title, ui.fonts.body}) {
    const bool fits = std::ranges::all_of(moments, [&](const Moment& moment) {
      return plot::text_size(moment.value, {.font = larger}).x <= width - gap;
    });
    if (!fits) continue;
    font = larger;
    break;
  }
  // As high in any font: what stands below does not move when a number grows.
  const ImVec2 start = ImGui::GetCursorPos();
  const float left = start.x, height = plot::font_size(ui.fonts.caption) + ImGui::GetStyle().ItemSpacing.y +
                                       plot::font_size(ui.fonts.numeral);
  const bool whole = std::ranges::all_of(moments, [&](const Moment& moment) {
    return plot::text_size(moment.label, {.font = ui.fonts.caption}).x <= width - gap;
  });
  for (size_t i = 0; i < moments.size(); ++i) {
    if (i > 0) ImGui::SameLine(left + static_cast<float>(i) * width);
    ImGui::BeginGroup();
    ui::caption(ui,
                plot::shortened(whole ? moments[i].label : moments[i].brief, width - gap, {.font = ui.fonts.caption}));
    ui::text(ui, moments[i].value, ui.theme.text, font);
    ui.mark(moments[i].name, moments[i].value);
    ImGui::EndGroup();
  }
  ImGui::SetCursorPos(start);
  ImGui::Dummy({0, height});
}

}  // namespace

void CurvesPanel::draw_figures(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const bool numbers = regression(now);
  const int64_t step = now.looked_at.value_or(now.steps);
  // What was known at that step.
  const auto last = [step](const Curve& curve) -> const CurvePoint* {
    const int64_t after = curve.first_at(static_cast<double>(step) + 0.5);
    return after > 0 ? &curve[after - 1] : nullptr;
  };
  const auto percent = [](const CurvePoint* point) {
    return point ? fmt::format("{:.1f} %", 100 * point->value) : std::string("–");
  };
  const auto loss = [](const CurvePoint* point) {
    if (!point) return std::string("–");
    const double value = point->value;
    // As wide as its column, however large.
    if (value < 10) return fmt::format("{:.4f}", value);
    return value < 1e5 ? plot::value_text(value) : fmt::format("{:.3g}", value);
  };
  const double epoch = static_cast<double>(step) / static_cast<double>(now.steps_per_epoch);
  std::vector<Moment> moments{
      {"figure.epoch", ui.tr("epoch"), ui.tr("epoch"), step == 0 ? "–" : fmt::format("{:.2f}", epoch)},
      {"figure.loss", ui.tr("loss"), ui.tr("loss"), loss(last(now.curves.train_loss))}};
  // The whole test set, where it was measured last.
  const CurvePoint *sample = last(now.curves.test_accuracy), *whole = last(now.curves.epoch_test_accuracy);
  const bool whole_is_newer = whole && (!sample || whole->step >= sample->step);
  if (numbers) {
    moments.push_back({"figure.test", ui.tr("test loss"), ui.tr("test"), loss(last(now.curves.test_loss))});
  } else {
    moments.push_back(
        {"figure.train", ui.tr("train accuracy"), ui.tr("train"), percent(last(now.curves.train_accuracy))});
    moments.push_back({"figure.test", ui.tr("test accuracy"), ui.tr("test"), percent(whole_is_newer ? whole : sample)});
  }
  // As wide as its column, however fast.
  const double rate = now.samples_per_second;
  const std::string speed = rate >= 1e6   ? fmt::format("{:.2f} M", rate / 1e6)
                            : rate >= 1e5 ? fmt::format("{:.0f} k", rate / 1e3)
                            : rate > 0    ? plot::value_text(std::round(rate), plot::Format::integer)
                                          : "–";
  moments.push_back({"figure.rate", ui.tr("samples / s"), ui.tr("speed"), speed});
  draw_row(ui, moments);
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
  ui::Flow flow(ui, ui.px(18));
  const float gap = ui.px(6), list = ui::combo_width(options), field = ui.px(70);
  const auto named = [&](std::string_view words, float width) {
    flow.place(plot::text_size(words, {.font = ui.fonts.caption}).x + gap + width);
    ImGui::AlignTextToFramePadding();
    ui::caption(ui, words);
  };
  named(ui.tr("against"), list);
  ImGui::SameLine(0, gap);
  if (ui::combo(ui, "curves.axis", axis, options, list)) {
    for (size_t i = 0; i < options.size(); ++i) {
      if (options[i].value == axis) axis_ = static_cast<CurveAxis>(i);
    }
  }
  named(ui.tr("smoothing"), field);
  ui::tooltip(
      ui, ui.tr("smoothing"),
      ui.tr("An average over the last steps is drawn strong over the losses of single steps, which stay visible. "
            "The closer to 1, the longer it remembers."),
      "m ← βm + (1 − β)L,  m / (1 − β^t)");
  ImGui::SameLine(0, gap);
  ui::number(ui, "curves.smoothing", smoothing_, {.min = 0, .max = 0.999, .zero = ui.tr("off"), .width = field});
  flow.place(ui::button_width(ui.tr("Remarks")));
  draw_events_button(frame);
  if (compared) {
    const std::string key(ui.tr("solid: train, dotted: validation, dashed: test"));
    const float width = plot::text_size(key, {.font = ui.fonts.caption}).x;
    const float left = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMin().x;
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    // Behind the controls or, where the pane is wide, on a line of its own.
    if (ImGui::GetItemRectMax().x + ui.px(18) + width < right || right - left > ui.px(500)) {
      flow.place(width);
      ImGui::AlignTextToFramePadding();
      ui::caption(ui, key);
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
