#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "model/run_shelf.h"
#include "model/verdict.h"
#include "panels/curves/loss_range.h"
#include "panels/curves/run_lines.h"
#include "panels/shared/run_words.h"
#include "plot/figure.h"
#include "plot/number.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

// How it learns: the figures of the moment, and the curves of loss and accuracy, of this run and of those that were
// kept.
namespace saddle::panels {
namespace {

using namespace app;

// Below this height a pane shows the curves alone, without the controls.
constexpr float low_pane = 215;

class CurvesPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_figures(Frame& frame);
  void draw_controls(Frame& frame, bool compared);
  void draw_verdict(Frame& frame);
  void draw_loss(Frame& frame, ImVec2 size);
  void draw_accuracy(Frame& frame, ImVec2 size);
  void draw_kept(Frame& frame, RunLines& lines, bool loss) const;
  void draw_references(Frame& frame, RunLines& lines, std::string_view kind);
  RunView live(Frame& frame);
  plot::FigureOptions options(ui::Ui& ui, ImVec2 size) const;

  double smoothing_ = 0.9;
  CurveAxis axis_ = CurveAxis::steps;
  bool compared_ = false;  // other runs are shown beside this one
  bool beside_ = false;    // the figures stand side by side
  bool published_ = false;
  std::shared_ptr<const Experiment> known_;  // what the following speak of
  double flops_per_step_ = 0;
};

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

// Numbers are neither right nor wrong: there is no accuracy.
bool regression(const Snapshot& now) { return now.sample.rank() > 0 && now.classes.empty(); }

void CurvesPanel::draw(Frame& frame) {
  const Snapshot& now = frame.training.now;
  if (known_ != now.experiment) {
    const bool same = known_ && now.experiment && *known_ == *now.experiment;
    known_ = now.experiment;
    if (!same) {
      flops_per_step_ = known_ ? flops_per_step(*known_, frame.data_directory) : 0;
      published_ = known_ && as_published(*known_, frame.presets);
    }
  }
  compared_ = false;
  for (const KeptRun& run : frame.runs.runs()) compared_ = compared_ || (run.shown && !frame.runs.is_live(run));
  // A low pane keeps its room for the curves; the controls are back as soon as it grows.
  const bool low = ImGui::GetContentRegionAvail().y < frame.ui.px(low_pane);
  draw_figures(frame);
  if (now.issue) {
    ui::notice(frame.ui, "run.issue", ui::Tone::error, frame.ui.language(*now.issue));
  } else if (now.refusal) {
    ui::notice(frame.ui, "run.refusal", ui::Tone::warning, frame.ui.language(*now.refusal));
  }
  if (!low) draw_controls(frame, compared_);
  if (published_) draw_verdict(frame);
  if (regression(now) && !compared_) return draw_loss(frame, {0, ImGui::GetContentRegionAvail().y});
  const ImVec2 left = ImGui::GetContentRegionAvail();
  const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
  // Two low figures say less than two narrow ones.
  beside_ = left.y < frame.ui.px(260) && left.x > frame.ui.px(340);
  if (beside_) {
    const float half = std::floor((left.x - gap.x) / 2);
    draw_loss(frame, {half, left.y});
    ImGui::SameLine();
    draw_accuracy(frame, {half, left.y});
  } else {
    draw_loss(frame, {0, std::floor((left.y - gap.y) * 0.54f)});
    draw_accuracy(frame, {0, std::floor((left.y - gap.y) * 0.46f)});
  }
}

void CurvesPanel::draw_figures(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Snapshot& now = frame.training.now;
  const bool numbers = regression(now);
  const float width = ImGui::GetContentRegionAvail().x / (numbers ? 4 : 5);
  ImFont* const font = width < ui.px(104) ? ui.fonts.title : ui.fonts.numeral;
  const auto percent = [](const Curve& curve) {
    return curve.empty() ? std::string("–") : fmt::format("{:.1f} %", 100 * curve.back().value);
  };
  const auto loss = [](const Curve& curve) {
    if (curve.empty()) return std::string("–");
    const double value = curve.back().value;
    return value < 1e4 ? fmt::format("{:.4f}", value) : fmt::format("{:.3g}", value);
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
  const ImU32 colour = !last->here ? ui.theme.muted : last->agrees ? ui.theme.good : ui.theme.warning;
  const std::string sentence = verdict_text(ui, *last);
  ui::text(ui, sentence, colour, ui.fonts.body);
  ui.mark("verdict", sentence);
  std::string list;
  for (const Verdict& verdict : all) list += (list.empty() ? "" : "\n") + verdict_text(ui, verdict);
  ui::tooltip(ui, ui.tr("What was published of this experiment"), list);
}

RunView CurvesPanel::live(Frame& frame) {
  const Snapshot& now = frame.training.now;
  return {.curves = now.curves,
          .steps_per_epoch = static_cast<double>(now.steps_per_epoch),
          .flops_per_step = flops_per_step_,
          .label = ui::labelled(frame.ui.tr("this run"), "run"),
          .colour = 0};
}

void CurvesPanel::draw_kept(Frame& frame, RunLines& lines, bool loss) const {
  for (const KeptRun& run : frame.runs.runs()) {
    if (!run.shown || frame.runs.is_live(run)) continue;
    const Curves& c = run.curves;
    const RunView view{
        .curves = c,
        .steps_per_epoch = static_cast<double>(run.steps_per_epoch),
        .flops_per_step = axis_ == CurveAxis::flops ? flops_per_step(run.experiment, frame.data_directory) : 0,
        .label = ui::labelled(title_of(frame.ui, run), run.id),
        .colour = run.colour};
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
  layout.y_label = ui.tr(loss ? loss->title : std::string_view(type));
  layout.empty = ui.tr("Press Train: the loss of each step appears here");
  std::vector<const Curves*> all{&curves};
  for (const KeptRun& run : frame.runs.runs()) {
    if (run.shown && !frame.runs.is_live(run)) all.push_back(&run.curves);
  }
  layout.y_range = loss_range(all);
  plot::Figure figure(ui.plots, ui::labelled(ui.tr("Loss"), "loss"), layout);
  RunLines lines(figure, ui.plots.style, axis_, smoothing_);
  const RunView run = live(frame);
  if (compared_) {
    lines.add(run, curves.train_loss, curves.validation_loss, curves.test_loss);
  } else {
    lines.add(run, curves.train_loss, ui::labelled(ui.tr("train, each step"), "train"),
              {.marker = plot::Marker::none, .smoothing = smoothing_});
    lines.add(run, curves.test_loss, ui::labelled(ui.tr("test"), "test"), {});
    if (!curves.validation_loss.empty())
      lines.add(run, curves.validation_loss, ui::labelled(ui.tr("validation"), "validation"),
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
  plot::Figure figure(ui.plots, ui::labelled(ui.tr("Accuracy"), "accuracy"), layout);
  RunLines lines(figure, ui.plots.style, axis_, 0);
  const RunView run = live(frame);
  if (compared_) {
    lines.add(run, curves.train_accuracy, curves.validation_accuracy, curves.test_accuracy);
  } else {
    lines.add(run, curves.train_accuracy, ui::labelled(ui.tr("train, sample"), "train"), {});
    lines.add(run, curves.test_accuracy, ui::labelled(ui.tr("test, sample"), "test"), {});
    if (!curves.validation_accuracy.empty())
      lines.add(run, curves.validation_accuracy, ui::labelled(ui.tr("validation, sample"), "validation"),
                {.dash = plot::Dash::dashed});
    lines.add_points(run, curves.epoch_test_accuracy, ui::labelled(ui.tr("test, whole set"), "epochs"));
  }
  draw_kept(frame, lines, false);
  draw_references(frame, lines, "_accuracy");
  figure.draw();
  ui.mark("plot.accuracy");
}

}  // namespace

PanelType curves() {
  return {"curves", "Learning curves", "Loss and accuracy, step by step.", 0,
          [] { return std::make_unique<CurvesPanel>(); }};
}

}  // namespace saddle::panels
