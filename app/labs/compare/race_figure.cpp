#include "labs/compare/race_figure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "labs/compare/axis_choices.h"
#include "labs/compare/race_wall.h"
#include "plot/number.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Beside so many, a legend would cover the curves; the table names them too.
constexpr size_t most_in_legend = 8;
constexpr float low_figure = 220;  // pixels at a scale of 1: a legend in a lower figure would cover the curves
constexpr float pale = 0.3f;       // of a color, of those beside the highlighted one

std::vector<ui::Option> axes_of(const ui::Ui& ui) {
  return {{"steps", std::string(ui.tr("steps")), std::string(ui.tr("One mini-batch each."))},
          {"epochs", std::string(ui.tr("epochs")), std::string(ui.tr("Passes over the training set."))},
          {"seconds", std::string(ui.tr("seconds")), std::string(ui.tr("Of training; pauses do not count."))},
          {"flops", "FLOPs",
           std::string(ui.tr("Arithmetic done: steps × batch size × 3 × 2 × multiply-adds of one forward pass. A "
                             "backward pass costs two forward passes."))}};
}

std::string_view axis_words(const ui::Ui& ui, CurveAxis axis) {
  switch (axis) {
    case CurveAxis::epochs:
      return ui.tr("epoch");
    case CurveAxis::seconds:
      return ui.tr("seconds");
    case CurveAxis::flops:
      return "FLOPs";
    case CurveAxis::steps:
      break;
  }
  return ui.tr("step");
}

}  // namespace

std::string_view metric_words(const ui::Ui& ui, const FigureRow& row) {
  return row.name == "train_loss"            ? ui.tr("train loss")
         : row.name == "train_accuracy"      ? ui.tr("train accuracy")
         : row.name == "validation_loss"     ? ui.tr("validation loss")
         : row.name == "validation_accuracy" ? ui.tr("validation accuracy")
         : row.name == "test_loss"           ? ui.tr("test loss")
                                             : ui.tr("test accuracy");
}

std::string figure_words(double value, const FigureRow& row) {
  if (!std::isfinite(value)) return "–";
  return row.more_is_better ? fmt::format("{:.1f} %", 100 * value) : plot::value_text(value);
}

void RaceFigure::draw_controls(Frame& frame, CompareState& state) {
  ui::Ui& ui = frame.ui;
  if (ui.theme.on_paper) return;
  std::vector<ui::Option> metrics;
  const bool measured = state.view && !state.view->metrics.empty();
  for (const FigureRow& row : figure_table) {
    const bool known = state.view && std::ranges::find(state.view->metrics, &row) != state.view->metrics.end();
    if (known || (!measured && !row.name.starts_with("validation")))
      metrics.push_back({std::string(row.name), std::string(metric_words(ui, row))});
  }
  std::string metric = measured ? std::string(state.view->metric->name) : state.setup.metric;
  if (metric.empty()) metric = "test_accuracy";
  const std::vector<ui::Option> axes = axes_of(ui);
  std::string axis = axes[static_cast<size_t>(state.axis)].value;
  ui::Toolbar bar("race.figure.more");
  const auto add = [&](const char* name, std::string_view words, std::string& value,
                       const std::vector<ui::Option>& options, const auto& chosen) {
    const float label = ImGui::CalcTextSize(words.data(), words.data() + words.size()).x, gap = ui.px(6);
    bar.add({.name = name,
             .width = label + gap + ui::combo_width(options),
             .rank = 50,
             .draw =
                 [&ui, name, words, &value, &options, gap, chosen](ui::Toolbar::Form form) {
                   if (form != ui::Toolbar::Form::menu) {
                     ImGui::AlignTextToFramePadding();
                     ui::text(ui, words, ui.theme.muted, ui.fonts.body);
                     ImGui::SameLine(0, gap);
                   }
                   if (!ui::combo(ui, name, value, options, ui::combo_width(options))) return false;
                   chosen();
                   return true;
                 },
             .label = std::string(words),
             .gap = ui.px(16)});
  };
  add("race.metric", ui.tr("shown"), metric, metrics, [&] { state.setup.metric = metric; });
  add("race.axis", ui.tr("against"), axis, axes, [&] {
    const auto found = std::ranges::find(axes, axis, &ui::Option::value);
    state.axis = static_cast<CurveAxis>(found - axes.begin());
  });
  const std::vector<ui::Option> cells = RaceWall::cell_options(ui, state.view.get());
  std::string shown = state.cells;
  if (state.page == "wall" && cells.size() > 1)
    add("wall.cells", ui.tr("cells"), shown, cells, [&] { state.cells = shown; });
  bar.draw(ui);
}

void RaceFigure::add(Frame& frame, const CompareState& state, plot::Figure& figure, int contestant) {
  const plot::Style& style = frame.ui.theme.plot;
  const ContestantView& shown = state.view->contestants[static_cast<size_t>(contestant)];
  if (state.axis == CurveAxis::flops && shown.flops_per_step == 0) return;
  const bool lit = state.highlighted == contestant, beside = state.highlighted >= 0 && !lit;
  const ImU32 color = contestant_color(style, contestant),
              ink = beside ? plot::mix(style.background, color, pale) : color;
  const std::string label =
      contestant_name(frame.ui, *state.view->study, contestant) + "###" + std::to_string(contestant);
  const Band& band = shown.band;
  const auto series = [&](const std::vector<plot::Point>& points) {
    return series_.along(state.axis, shown, points, band.seconds);
  };
  if (state.view->study->seeds > 1 && !beside) figure.ribbon(label, series(band.least), series(band.greatest), color);
  figure.line(label, series(band.median),
              {.color = ink, .width = lit ? 3.0f : 0.0f, .marker = plot::series_marker(contestant)});
  if (shown.exits.empty()) return;
  // One of them says what it means.
  captions_.emplace_back(shown.exits.size());
  captions_.back().front() = frame.ui.tr("diverged");
  figure.marks(series_.along(state.axis, shown, shown.exits, shown.exit_seconds),
               {.color = frame.ui.theme.error, .marker = plot::Marker::cross, .radius = 5, .labels = captions_.back()});
}

void RaceFigure::draw(Frame& frame, const CompareState& state, ImVec2 size) {
  const ui::Ui& ui = frame.ui;
  series_.clear();
  captions_.clear();
  const bool share = state.view && state.view->metric->more_is_better;
  std::optional<plot::Range> range;
  if (share) range = {0, 1.03};
  if (state.view && !share && state.view->highest > 0) range = {0, state.view->highest};
  const std::string label = state.view ? std::string(metric_words(ui, *state.view->metric)) : std::string();
  const bool legend = state.view && state.view->contestants.size() <= most_in_legend && size.y >= ui.px(low_figure);
  plot::Figure figure(frame.ui.plots, "###race.figure",
                      {.x_label = axis_words(ui, state.axis),
                       .y_label = label,
                       .x_format = state.axis == CurveAxis::steps ? plot::Format::integer : plot::Format::number,
                       .y_format = share ? plot::Format::percent : plot::Format::number,
                       .y_range = range,
                       .size = size,
                       .empty = ui.tr("Press Race: the curves of all appear here, side by side"),
                       .legend = legend ? plot::Controls::shown : plot::Controls::hidden});
  if (state.view) {
    // The highlighted one last, over all others.
    for (int i = 0; i < static_cast<int>(state.view->contestants.size()); ++i) {
      if (i != state.highlighted) add(frame, state, figure, i);
    }
    if (state.highlighted >= 0) add(frame, state, figure, state.highlighted);
  }
  figure.draw();
  frame.ui.mark("race.figure", label);
}

}  // namespace saddle::app
