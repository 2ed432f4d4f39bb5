#include <fmt/format.h>

#include "model/runs/run_shelf.h"
#include "panels/curves/loss_range.h"
#include "panels/curves/panel.h"
#include "panels/runs/run_words.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

// The curves themselves, of this run and of those that were kept.
namespace saddle::app {

RunView CurvesPanel::live(Frame& frame) {
  const RunSnapshot& now = frame.training.now;
  return {.curves = now.curves,
          .steps_per_epoch = static_cast<double>(now.steps_per_epoch),
          .flops_per_step = flops_per_step_,
          .label = ui::labeled(frame.ui.tr("this run"), "run"),
          .color = 0};
}

// Losses of another kind are other quantities: they are not drawn on the same axis.
bool CurvesPanel::same_loss(const Frame& frame, const KeptRun& run) const {
  return run.experiment.loss == (known_ ? *known_ : frame.draft.experiment).loss;
}

void CurvesPanel::draw_kept(Frame& frame, RunLines& lines, bool loss) const {
  for (const KeptRun& run : frame.runs.runs()) {
    if (!run.shown || frame.runs.is_live(run) || (loss && !same_loss(frame, run))) continue;
    const Curves& c = run.curves;
    const RunView view{
        .curves = c,
        .steps_per_epoch = static_cast<double>(run.steps_per_epoch),
        .flops_per_step = axis_ == CurveAxis::flops ? flops_per_step(run.experiment, frame.data_directory) : 0,
        .label = ui::labeled(title_of(frame.ui, run, frame.presets), run.id),
        .color = run.color};
    loss ? lines.add(view, c.train_loss, c.validation_loss, c.test_loss)
         : lines.add(view, c.train_accuracy, c.validation_accuracy, c.test_accuracy);
  }
}

void CurvesPanel::draw_references(Frame& frame, RunLines& lines, std::string_view kind) {
  if (!published_) return;
  std::vector<Reference> references;
  for (const Reference& reference : known_->reference) {
    if (reference.curve.ends_with(kind)) references.push_back(reference);
  }
  lines.add_references(live(frame), references, std::string(frame.ui.tr("book")));
}

plot::FigureOptions CurvesPanel::options(ui::Ui& ui, ImVec2 size) const {
  plot::FigureOptions options{.x_format = plot::Format::integer, .size = size, .stack = beside_ ? "" : "steps"};
  switch (axis_) {
    case CurveAxis::steps:
      options.x_label = ui.tr("step");
      break;
    case CurveAxis::epochs:
      options.x_label = ui.tr("epoch");
      options.x_format = plot::Format::number;
      break;
    case CurveAxis::seconds:
      options.x_label = ui.tr("time of training");
      options.x_format = plot::Format::seconds;
      break;
    case CurveAxis::flops:
      options.x_label = "FLOPs";
      options.x_format = plot::Format::number;
      break;
  }
  return options;
}

void CurvesPanel::draw_loss(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const Curves& curves = frame.training.now.curves;
  plot::FigureOptions layout = options(ui, size);
  const std::string& type = (known_ ? *known_ : frame.draft.experiment).loss.type;
  const Entry* loss = catalog::find(catalog::losses(), type);
  std::string label(ui.tr(loss ? loss->title : std::string_view(type)));
  int others = 0;
  layout.empty = ui.tr("Press Train: the loss of each step appears here");
  std::vector<const Curves*> all{&curves};
  for (const KeptRun& run : frame.runs.runs()) {
    if (!run.shown || frame.runs.is_live(run)) continue;
    same_loss(frame, run) ? all.push_back(&run.curves) : static_cast<void>(++others);
  }
  if (others > 0) label += fmt::format(fmt::runtime(ui.tr(" ({} runs of another loss are not shown)")), others);
  layout.y_label = label;
  if (spans_decades(all)) {
    layout.y_scale = plot::Scale::log;
  } else {
    layout.y_range = loss_range(all);
  }
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Loss"), "loss"), layout);
  RunLines lines(figure, ui.plots.style, axis_, smoothing_);
  const RunView run = live(frame);
  if (compared_) {
    lines.add(run, curves.train_loss, curves.validation_loss, curves.test_loss);
  } else {
    lines.add(run, curves.train_loss, ui::labeled(ui.tr("train, each step"), "train"),
              {.marker = plot::Marker::none, .smoothing = smoothing_});
    lines.add(run, curves.test_loss, ui::labeled(ui.tr("test"), "test"), {});
    if (!curves.validation_loss.empty())
      lines.add(run, curves.validation_loss, ui::labeled(ui.tr("validation"), "validation"),
                {.dash = plot::Dash::dashed});
  }
  draw_kept(frame, lines, true);
  draw_references(frame, lines, "_loss");
  figure.draw();
  ui.mark("plot.loss", std::string(layout.y_label));
}

void CurvesPanel::draw_accuracy(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const Curves& curves = frame.training.now.curves;
  plot::FigureOptions layout = options(ui, size);
  layout.y_label = ui.tr("right answers");
  layout.y_format = plot::Format::percent;
  layout.empty = ui.tr("Measured now and then on a sample, and after each epoch on the whole test set");
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Accuracy"), "accuracy"), layout);
  RunLines lines(figure, ui.plots.style, axis_, 0);
  const RunView run = live(frame);
  if (compared_) {
    lines.add(run, curves.train_accuracy, curves.validation_accuracy, curves.test_accuracy);
  } else {
    lines.add(run, curves.train_accuracy, ui::labeled(ui.tr("train, sample"), "train"), {});
    lines.add(run, curves.test_accuracy, ui::labeled(ui.tr("test, sample"), "test"), {});
    if (!curves.validation_accuracy.empty())
      lines.add(run, curves.validation_accuracy, ui::labeled(ui.tr("validation, sample"), "validation"),
                {.dash = plot::Dash::dashed});
    lines.add_points(run, curves.epoch_test_accuracy, ui::labeled(ui.tr("test, whole set"), "epochs"));
  }
  draw_kept(frame, lines, false);
  draw_references(frame, lines, "_accuracy");
  figure.draw();
  ui.mark("plot.accuracy");
}

}  // namespace saddle::app
