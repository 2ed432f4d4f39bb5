#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "plot/curve_series.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "ui/widgets.h"

// How it learns: the figures of the moment, and the curves of loss and accuracy.
namespace saddle::panels {
namespace {

using namespace app;

class CurvesPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_figures(Frame& frame);
  void draw_loss(Frame& frame, float height);
  void draw_accuracy(Frame& frame, float height);

  double smoothing_ = 0.9;
};

void figure(ui::Ui& ui, const char* name, std::string_view label, const std::string& value, float width) {
  ImGui::BeginGroup();
  ui::caption(ui, label);
  ui::text(ui, value, ui.theme.text, ui.fonts.numeral);
  ui.mark(name, value);
  ImGui::EndGroup();
  const float used = ImGui::GetItemRectSize().x;
  ImGui::SameLine(0, std::max(ui.px(8), width - used));
}

void CurvesPanel::draw(Frame& frame) {
  draw_figures(frame);
  if (frame.training.now.issue) {
    ui::notice(frame.ui, "run.issue", ui::Tone::error, frame.ui.language(*frame.training.now.issue));
  } else if (frame.training.now.refusal) {
    ui::notice(frame.ui, "run.refusal", ui::Tone::warning, frame.ui.language(*frame.training.now.refusal));
  }
  const float left = ImGui::GetContentRegionAvail().y - ImGui::GetStyle().ItemSpacing.y;
  draw_loss(frame, std::floor(left * 0.54f));
  draw_accuracy(frame, std::floor(left * 0.46f));
}

void CurvesPanel::draw_figures(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Snapshot& now = frame.training.now;
  const float width = (ImGui::GetContentRegionAvail().x) / 5;
  const auto percent = [](const Curve& curve) {
    return curve.empty() ? std::string("–") : fmt::format("{:.1f} %", 100 * curve.back().value);
  };
  const double epoch = static_cast<double>(now.steps) / static_cast<double>(now.steps_per_epoch);
  figure(ui, "figure.epoch", ui.tr("epoch"), now.steps == 0 ? "–" : fmt::format("{:.2f}", epoch), width);
  figure(ui, "figure.loss", ui.tr("loss"),
         now.curves.train_loss.empty() ? "–" : fmt::format("{:.4f}", now.curves.train_loss.back().value), width);
  figure(ui, "figure.train", ui.tr("train accuracy"), percent(now.curves.train_accuracy), width);
  // The whole test set, where it was measured last.
  const Curve &sample = now.curves.test_accuracy, &whole = now.curves.epoch_test_accuracy;
  const bool whole_is_newer = !whole.empty() && (sample.empty() || whole.back().step >= sample.back().step);
  figure(ui, "figure.test", ui.tr("test accuracy"), percent(whole_is_newer ? whole : sample), width);
  figure(ui, "figure.rate", ui.tr("samples / s"),
         now.samples_per_second > 0 ? plot::value_text(std::round(now.samples_per_second), plot::Format::integer) : "–",
         0);
  ImGui::NewLine();
}

void CurvesPanel::draw_loss(Frame& frame, float height) {
  ui::Ui& ui = frame.ui;
  const Curves& curves = frame.training.now.curves;
  plot::Figure figure(ui.plots, ui::labelled(ui.tr("Loss"), "loss"),
                      {.x_label = ui.tr("step"),
                       .y_label = ui.tr("cross entropy"),
                       .x_format = plot::Format::integer,
                       .size = {0, height},
                       .stack = "steps",
                       .empty = ui.tr("Press Train: the loss of each step appears here")});
  const auto train = plot::by_step(curves.train_loss), test = plot::by_step(curves.test_loss);
  figure.line(ui::labelled(ui.tr("train, each step"), "train"), train,
              {.marker = plot::Marker::none, .smoothing = smoothing_});
  figure.line(ui::labelled(ui.tr("test"), "test"), test);
  figure.draw();
  ui.mark("plot.loss");
}

void CurvesPanel::draw_accuracy(Frame& frame, float height) {
  ui::Ui& ui = frame.ui;
  const Curves& curves = frame.training.now.curves;
  plot::Figure figure(
      ui.plots, ui::labelled(ui.tr("Accuracy"), "accuracy"),
      {.x_label = ui.tr("step"),
       .y_label = ui.tr("right answers"),
       .x_format = plot::Format::integer,
       .y_format = plot::Format::percent,
       .size = {0, height},
       .stack = "steps",
       .empty = ui.tr("Measured now and then on a sample, and after each epoch on the whole test set")});
  const auto train = plot::by_step(curves.train_accuracy), test = plot::by_step(curves.test_accuracy),
             epochs = plot::by_step(curves.epoch_test_accuracy);
  figure.line(ui::labelled(ui.tr("train, sample"), "train"), train);
  figure.line(ui::labelled(ui.tr("test, sample"), "test"), test);
  figure.scatter(ui::labelled(ui.tr("test, whole set"), "epochs"), epochs);
  figure.draw();
  ui.mark("plot.accuracy");
}

}  // namespace

PanelType curves() {
  return {"curves", "Learning curves", "Loss and accuracy, step by step.", 0,
          [] { return std::make_unique<CurvesPanel>(); }};
}

}  // namespace saddle::panels
