#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "model/runs/run_shelf.h"
#include "panels/curves/loss_range.h"
#include "panels/curves/panel.h"
#include "panels/curves/short_names.h"
#include "panels/runs/run_words.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "plot/stroke.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// The curves themselves, of this run and of those that were kept.
namespace saddle::app {
namespace {

// A line that others lie over is so much wider that it is seen where they are the same.
float halo(size_t lines_over_it) { return 0.9f * static_cast<float>(std::min<size_t>(lines_over_it, 2)); }

// The curve that a lesson's learner predicted; empty: there is none.
Curve predicted_loss(const Frame& frame) {
  Curve::Block points;
  if (frame.focus.predicted)
    for (const auto& [step, loss] : frame.focus.predicted->points) points.push_back({.step = step, .value = loss});
  return Curve(nullptr, std::move(points));
}

PartNames part_names(const ui::Ui& ui) { return {ui.tr("train"), ui.tr("validation"), ui.tr("test")}; }

}  // namespace

RunView CurvesPanel::live(Frame& frame) {
  const RunSnapshot& now = frame.training.now;
  return {.curves = now.curves,
          .steps_per_epoch = static_cast<double>(now.steps_per_epoch),
          .flops_per_step = flops_per_step_,
          .label = ui::labeled(frame.ui.tr("this run"), "run"),
          .color = 0,
          .halo = halo(shown_.size())};
}

void CurvesPanel::find_shown(Frame& frame) {
  shown_.clear();
  std::vector<std::string> titles;
  for (const KeptRun& run : frame.runs.runs()) {
    if (!run.shown || frame.runs.is_live(run)) continue;
    shown_.push_back({&run, {}});
    titles.push_back(title_of(frame.ui, run, frame.presets));
  }
  const auto names = short_names(titles, known_ ? title_of(frame.ui, *known_, frame.presets) : std::string());
  for (size_t i = 0; i < names.size(); ++i) shown_[i].name = names[i];
  compared_ = !shown_.empty();
}

// Which color is which run, in a line or more.
void CurvesPanel::draw_key(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float line = plot::font_size(ui.fonts.caption), chip = ui.px(16), gap = ui.px(4);
  ui::Flow flow(ui, ui.px(10));
  const auto entry = [&](const std::string& name, int color) {
    const std::string text = plot::shortened(name, ImGui::GetWindowWidth() / 2, {.font = ui.fonts.caption});
    flow.place(chip + gap + plot::text_size(text, {.font = ui.fonts.caption}).x);
    ImGui::BeginGroup();
    const ImVec2 corner = ImGui::GetCursorScreenPos(), middle{corner.x + chip / 2, corner.y + line / 2};
    const ImU32 ink = ui.plots.style.series(color);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled({corner.x, middle.y - ui.px(1)}, {corner.x + chip, middle.y + ui.px(1)}, ink);
    plot::draw_marker(list, plot::series_marker(color), middle, ui.px(3.5f), ink);
    ImGui::Dummy({chip, line});
    ImGui::SameLine(0, gap);
    ui::caption(ui, text);
    ImGui::EndGroup();
  };
  entry(std::string(ui.tr("this run")), 0);
  std::string all;
  for (const Shown& shown : shown_) {
    entry(shown.name, shown.run->color);
    all += (all.empty() ? "" : ", ") + shown.name;
  }
  ui.mark("curves.key", all);
}

// Losses of another kind are other quantities: they are not drawn on the same axis.
bool CurvesPanel::same_loss(const Frame& frame, const KeptRun& run) const {
  return run.experiment.loss == (known_ ? *known_ : frame.draft.experiment).loss;
}

void CurvesPanel::draw_kept(Frame& frame, RunLines& lines, bool loss) const {
  for (size_t i = 0; i < shown_.size(); ++i) {
    const KeptRun& run = *shown_[i].run;
    if (loss && !same_loss(frame, run)) continue;
    const Curves& c = run.curves;
    const RunView view{
        .curves = c,
        .steps_per_epoch = static_cast<double>(run.steps_per_epoch),
        .flops_per_step = axis_ == CurveAxis::flops ? flops_per_step(run.experiment, frame.data_directory) : 0,
        .label = ui::labeled(shown_[i].name, run.id),
        .color = run.color,
        .halo = halo(shown_.size() - 1 - i)};
    loss ? lines.add(view, c.train_loss, c.validation_loss, c.test_loss, part_names(frame.ui))
         : lines.add(view, c.train_accuracy, c.validation_accuracy, c.test_accuracy, part_names(frame.ui));
  }
}

// What was said before the run that its loss would do.
void CurvesPanel::draw_predicted(Frame& frame, RunLines& lines, const Curve& curve) const {
  if (curve.empty()) return;
  const ui::Ui& ui = frame.ui;
  const std::string words = fmt::format(fmt::runtime(ui.tr("predicted: {}")), frame.focus.predicted->label);
  const RunView run{.curves = frame.training.now.curves,
                    .steps_per_epoch = static_cast<double>(frame.training.now.steps_per_epoch),
                    .flops_per_step = flops_per_step_};
  lines.add(run, curve, ui::labeled(words, "predicted"),
            {.color = ui.theme.muted, .dash = plot::Dash::dashed, .marker = plot::Marker::none});
}

void CurvesPanel::draw_references(Frame& frame, RunLines& lines, std::string_view kind) {
  if (!published_) return;
  std::vector<Reference> references;
  for (const Reference& reference : known_->reference) {
    if (reference.curve.ends_with(kind)) references.push_back(reference);
  }
  lines.add_references(live(frame), references, frame.ui.tr("book"), frame.ui.tr("{} at step {}"), kind == "_accuracy");
}

plot::FigureOptions CurvesPanel::options(Frame& frame, ImVec2 size) const {
  const ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  plot::FigureOptions options{.x_format = plot::Format::integer,
                              .size = size,
                              .stack = beside_ ? "" : "steps",
                              .legend = keyed_ ? plot::Controls::hidden : plot::Controls::shown};
  // Before the first step: what is planned.
  if (!compared_ && now.curves.train_loss.empty() && now.total_steps > 0) {
    const auto steps = static_cast<double>(now.total_steps);
    if (axis_ == CurveAxis::steps) options.x_range = plot::Range{0, steps};
    if (axis_ == CurveAxis::epochs) options.x_range = plot::Range{0, steps / static_cast<double>(now.steps_per_epoch)};
    if (axis_ == CurveAxis::flops && flops_per_step_ > 0) options.x_range = plot::Range{0, steps * flops_per_step_};
  }
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
  plot::FigureOptions layout = options(frame, size);
  const std::string& type = (known_ ? *known_ : frame.draft.experiment).loss.type;
  const Entry* loss = catalog::find(catalog::losses(), type);
  std::string label(ui.tr(loss ? loss->title : std::string_view(type)));
  int others = 0;
  layout.empty = ui.tr("Press Train: the loss of each step appears here");
  std::vector<const Curves*> all{&curves};
  Curves predicted;
  predicted.train_loss = predicted_loss(frame);
  if (!predicted.train_loss.empty()) all.push_back(&predicted);
  for (const Shown& shown : shown_) {
    same_loss(frame, *shown.run) ? all.push_back(&shown.run->curves) : static_cast<void>(++others);
  }
  if (others > 0) label += fmt::format(fmt::runtime(ui.tr(" ({} runs of another loss are not shown)")), others);
  layout.y_label = label;
  decades_ = spans_decades(all, decades_ && run_ == frame.training.now.run);
  run_ = frame.training.now.run;
  if (curves.train_loss.empty() && !compared_) {
    layout.y_range = expected_losses(frame.training.now);
  } else if (decades_) {
    layout.y_scale = plot::Scale::log;
  } else {
    layout.y_range = loss_range(all);
  }
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Loss"), "loss"), layout);
  RunLines lines(figure, ui.plots.style, axis_, smoothing_);
  const RunView run = live(frame);
  if (compared_) {
    lines.add(run, curves.train_loss, curves.validation_loss, curves.test_loss, part_names(ui));
  } else {
    lines.add(run, curves.train_loss, ui::labeled(ui.tr("train, each step"), "train"),
              {.marker = plot::Marker::none, .smoothing = smoothing_});
    lines.add(run, curves.test_loss, ui::labeled(ui.tr("test"), "test"), {});
    if (!curves.validation_loss.empty())
      lines.add(run, curves.validation_loss, ui::labeled(ui.tr("validation"), "validation"),
                {.dash = plot::Dash::dashed});
  }
  draw_kept(frame, lines, true);
  draw_predicted(frame, lines, predicted.train_loss);
  draw_references(frame, lines, "_loss");
  add_event_marks(frame, figure, lines);
  add_cursor(frame, figure, lines);
  const plot::FigureReport report = figure.draw();
  take_cursor(frame, report, lines);
  take_event_marks(frame, report, lines);
  ui.mark("plot.loss", std::string(layout.y_label));
}

void CurvesPanel::draw_accuracy(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const Curves& curves = frame.training.now.curves;
  plot::FigureOptions layout = options(frame, size);
  if (!compared_ && curves.train_accuracy.empty()) layout.y_range = plot::Range{0, 1};
  layout.y_label = ui.tr("right answers");
  layout.y_format = plot::Format::percent;
  layout.empty = ui.tr("Measured now and then on a sample, and after each epoch on the whole test set");
  plot::Figure figure(ui.plots, ui::labeled(ui.tr("Accuracy"), "accuracy"), layout);
  RunLines lines(figure, ui.plots.style, axis_, 0);
  const RunView run = live(frame);
  if (compared_) {
    lines.add(run, curves.train_accuracy, curves.validation_accuracy, curves.test_accuracy, part_names(ui));
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
  add_cursor(frame, figure, lines);
  take_cursor(frame, figure.draw(), lines);
  ui.mark("plot.accuracy");
}

}  // namespace saddle::app
